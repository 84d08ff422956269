import { createGroup, lookUpGroup, patchGroup } from '@/lib/demo/group-requests';
import { create, lookUp, patch, person, remove } from '@/lib/demo/story';
import type { DemoRequest, PersonRow, Story } from '@/lib/demo/story';
import type { StoryMapping } from '@/lib/demo/story-mapping';
import { coreGroupUrn, enterpriseUserUrn } from '@/lib/scim/urns';

const DOMAIN = 'globex.example';

const staff: readonly PersonRow[] = [
  ['adele.vance', 'Adele Vance', 'Managing Director', 'Management'],
  ['ravi.menon', 'Ravi Menon', 'IT Manager', 'IT', { manager: 'adele.vance' }],
  ['katya.sokolova', 'Katya Sokolova', 'Systems Administrator', 'IT', { manager: 'ravi.menon' }],
  ['lars.thomsen', 'Lars Thomsen', 'Plant Manager', 'Operations', { manager: 'adele.vance' }],
  ['greta.fischer', 'Greta Fischer', 'Logistics Planner', 'Operations', { manager: 'lars.thomsen' }],
  ['bilal.chowdhury', 'Bilal Chowdhury', 'Shift Lead', 'Operations', { manager: 'lars.thomsen' }],
  ['maya.oconnor', 'Maya O’Connor', 'Quality Engineer', 'Operations', { manager: 'lars.thomsen' }],
  ['elif.kaya', 'Elif Kaya', 'Counsel', 'Legal', { manager: 'adele.vance' }],
  ['sami.rahman', 'Sami Rahman', 'Buyer', 'Procurement', { manager: 'adele.vance' }],
  ['wei.zhang', 'Wei Zhang', 'Data Analyst', 'IT', { manager: 'ravi.menon' }],
  ['camille.dubois', 'Camille Dubois', 'Marketing Lead', 'Marketing', { manager: 'adele.vance' }],
  ['tomas.silva', 'Tomás Silva', 'Copywriter', 'Marketing', { manager: 'camille.dubois' }],
];

/**
 * Who is in no group of a rule has no access. Nobody has pushed a group Finance yet, and the rule for Marketing was
 * entered with a small letter, so its people are still outside.
 */
const mapping: StoryMapping = {
  roles: [{ key: 'billing', name: 'Billing', description: 'Orders, and sees invoices.', level: 'MEMBER' }],
  source: 'IDP_GROUPS',
  defaultRoleKey: null,
  rules: [
    ['IT', 'admin'],
    ['Headquarters', 'viewer'],
    ['Operations', 'member'],
    ['Procurement', 'billing'],
    ['Finance', 'billing'],
    ['marketing', 'member'],
  ],
};

/** Entra looks a person up before it creates them. */
function provision(row: PersonRow): DemoRequest[] {
  return [lookUp(DOMAIN, row[0]), create(DOMAIN, person(row))];
}

/** Entra spells operations with a capital, and booleans as text, unless it is told not to. */
function setActive(login: string, active: 'True' | 'False'): DemoRequest {
  return patch(login, { op: 'Replace', path: 'active', value: active });
}

/** Entra creates a group without members, naming a schema of its own beside, and adds them one request later. */
function provisionGroup(name: string, members: readonly string[]): DemoRequest[] {
  return [
    lookUpGroup(name, { excludedAttributes: 'members' }),
    createGroup(name, {
      schemas: [coreGroupUrn, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      externalId: `globex-${name.toLowerCase()}`,
    }),
    addMembers(name, members),
  ];
}

function addMembers(name: string, members: readonly string[]): DemoRequest {
  return patchGroup(name, (idOf) => ({
    op: 'Add',
    path: 'members',
    value: members.map((member) => ({ $ref: null, value: idOf(member) })),
  }));
}

/** A company that Microsoft Entra ID provisions, with every exchange logged; its roles come from groups. */
export const globex: Story = {
  id: 'globex',
  name: 'Globex',
  owner: { name: 'Viktor Stahl', email: 'viktor.stahl@globex.example' },
  provider: 'ENTRA',
  label: 'Entra ID production',
  userAgent: 'Azure AD SCIM Client',
  logsReads: true,
  mapping,
  moments: [
    { hoursAgo: 118, requests: staff.flatMap(provision) },
    {
      hoursAgo: 117,
      requests: [
        ...provisionGroup('IT', ['ravi.menon', 'katya.sokolova']),
        ...provisionGroup('Operations', ['lars.thomsen', 'greta.fischer', 'bilal.chowdhury', 'maya.oconnor']),
        // A group within a group.
        ...provisionGroup('Headquarters', ['adele.vance', 'elif.kaya', 'IT']),
        ...provisionGroup('Procurement', ['sami.rahman', 'adele.vance']),
        ...provisionGroup('Marketing', ['camille.dubois', 'tomas.silva']),
      ],
    },
    { hoursAgo: 72, requests: [lookUp(DOMAIN, 'sami.rahman'), setActive('sami.rahman', 'False')] },
    {
      hoursAgo: 46,
      requests: [
        patch('wei.zhang', { op: 'Add', path: `${enterpriseUserUrn}:department`, value: 'Analytics' }),
        addMembers('IT', ['wei.zhang']),
        patch('tomas.silva', { op: 'Replace', path: 'emails[type eq "work"].value', value: 'tomas@globex.example' }),
      ],
    },
    // A mapping that sends a text where an address belongs.
    { hoursAgo: 45, requests: [patch('elif.kaya', { op: 'Replace', path: 'active', value: 'enabled' })] },
    { hoursAgo: 23, requests: [setActive('sami.rahman', 'True'), setActive('camille.dubois', 'False')] },
    { hoursAgo: 22, requests: [remove('bilal.chowdhury')] },
    { hoursAgo: 3, requests: [lookUp(DOMAIN, 'adele.vance'), lookUp(DOMAIN, 'ravi.menon')] },
  ],
};
