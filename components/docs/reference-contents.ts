/** A section of a page of documentation, as its contents list it. */
export interface ReferenceEntry {
  /** An address that other pages and people link to. No two pages share one. */
  id: string;
  title: string;
}

/** The sections of the SCIM reference, in order. */
export const scimContents = [
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
] as const satisfies readonly ReferenceEntry[];

/** The sections of the sign-in reference, in order. */
export const signInContents = [
  { id: 'getting-in', title: 'Who gets in' },
  { id: 'addresses', title: 'Addresses' },
  { id: 'claims', title: 'Claims and attributes' },
  { id: 'checks', title: 'What is checked' },
  { id: 'codes', title: 'Codes' },
] as const satisfies readonly ReferenceEntry[];

const sections = [...scimContents, ...signInContents];

export type SectionId = (typeof sections)[number]['id'];

export function sectionTitle(id: SectionId): string {
  return sections.find((section) => section.id === id)?.title ?? '';
}
