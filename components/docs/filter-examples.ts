import { enterpriseUserUrn } from '@/lib/scim/urns';

export interface FilterExample {
  type: 'User' | 'Group';
  /** What it finds. */
  title: string;
  filter: string;
}

/** Filters that identity providers send, and forms worth knowing. */
export const filterExamples: readonly FilterExample[] = [
  { type: 'User', title: 'the person of a userName, in any case', filter: 'userName eq "ana@acme.test"' },
  {
    type: 'User',
    title: 'the person of an external id, in this case only',
    filter: 'externalId eq "00u1a2b3c4"',
  },
  {
    type: 'User',
    title: 'the person of a work address, as Entra asks',
    filter: 'emails[type eq "work"].value eq "ana@acme.test"',
  },
  { type: 'User', title: 'people with any address at a domain', filter: 'emails.value ew "@acme.test"' },
  {
    type: 'User',
    title: 'people of a department who are not contractors',
    filter: `${enterpriseUserUrn}:department eq "R&D" and not (userType eq "Contractor")`,
  },
  {
    type: 'User',
    title: 'people of a manager',
    filter: `${enterpriseUserUrn}:manager eq "01a2002c-ff9a-76cf-a994-850ed83e295b"`,
  },
  {
    type: 'User',
    title: 'people of a group, direct or nested',
    filter: 'groups.value eq "01a2002d-050c-7714-b429-2bf8af954aec"',
  },
  {
    type: 'User',
    title: 'active people changed since a moment',
    filter: 'active eq true and meta.lastModified gt "2026-11-21T00:00:00Z"',
  },
  { type: 'User', title: 'people without a title', filter: 'not (title pr)' },
  { type: 'Group', title: 'the group of a name, in any case', filter: 'displayName eq "Finance"' },
  {
    type: 'Group',
    title: 'groups with a member',
    filter: 'members.value eq "01a2002c-ff9a-76cf-a994-850ed83e295b"',
  },
];

/** Attributes by which an index finds the few resources that are meant, whatever the number of all. */
export const indexedAttributes: Record<'User' | 'Group', readonly string[]> = {
  User: [
    'id',
    'userName',
    'externalId',
    'emails.value',
    'emails[type eq "…"].value',
    'displayName',
    'groups.value',
    'manager.value',
    'meta.created',
    'meta.lastModified',
  ],
  Group: ['id', 'displayName', 'externalId', 'members.value', 'meta.created', 'meta.lastModified'],
};
