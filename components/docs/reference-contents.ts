/**
 * The sections of the SCIM reference, in order. The ids are addresses that other pages and people link to.
 */
export const referenceContents = [
  { id: 'connecting', title: 'Base URL and authentication' },
  { id: 'endpoints', title: 'Endpoints' },
  { id: 'attributes', title: 'Attributes' },
  { id: 'filters', title: 'Filters' },
  { id: 'changes', title: 'PATCH and PUT' },
  { id: 'reading', title: 'Reading: parts, pages, order, versions' },
  { id: 'roles', title: 'Roles' },
  { id: 'bulk', title: 'Bulk' },
  { id: 'limits', title: 'Limits' },
  { id: 'errors', title: 'Errors' },
  { id: 'clients', title: 'Identity providers' },
  { id: 'modes', title: 'Modes' },
] as const;

export type SectionId = (typeof referenceContents)[number]['id'];
