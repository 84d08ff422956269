import { create, lookUp, patch, person, remove } from '@/lib/demo/story';
import type { DemoRequest, PersonRow, Story } from '@/lib/demo/story';
import { enterpriseUserUrn } from '@/lib/scim/urns';

const DOMAIN = 'globex.example';

const staff: readonly PersonRow[] = [
  ['adele.vance', 'Adele Vance', 'Managing Director', 'Management', { role: 'owner' }],
  ['ravi.menon', 'Ravi Menon', 'IT Manager', 'IT', { manager: 'adele.vance', role: 'admin' }],
  ['katya.sokolova', 'Katya Sokolova', 'Systems Administrator', 'IT', { manager: 'ravi.menon' }],
  ['lars.thomsen', 'Lars Thomsen', 'Plant Manager', 'Operations', { manager: 'adele.vance' }],
  ['greta.fischer', 'Greta Fischer', 'Logistics Planner', 'Operations', { manager: 'lars.thomsen' }],
  ['bilal.chowdhury', 'Bilal Chowdhury', 'Shift Lead', 'Operations', { manager: 'lars.thomsen' }],
  ['maya.oconnor', 'Maya O’Connor', 'Quality Engineer', 'Operations', { manager: 'lars.thomsen' }],
  ['elif.kaya', 'Elif Kaya', 'Counsel', 'Legal', { manager: 'adele.vance', role: 'viewer' }],
  ['sami.rahman', 'Sami Rahman', 'Buyer', 'Procurement', { manager: 'adele.vance' }],
  ['wei.zhang', 'Wei Zhang', 'Data Analyst', 'IT', { manager: 'ravi.menon' }],
  ['camille.dubois', 'Camille Dubois', 'Marketing Lead', 'Marketing', { manager: 'adele.vance' }],
  ['tomas.silva', 'Tomás Silva', 'Copywriter', 'Marketing', { manager: 'camille.dubois' }],
];

/** Entra looks a person up before it creates them. */
function provision(row: PersonRow): DemoRequest[] {
  return [lookUp(DOMAIN, row[0]), create(DOMAIN, person(row))];
}

/** Entra spells operations with a capital, and booleans as text, unless it is told not to. */
function setActive(login: string, active: 'True' | 'False'): DemoRequest {
  return patch(login, { op: 'Replace', path: 'active', value: active });
}

/** A company that Microsoft Entra ID provisions, with every exchange logged. */
export const globex: Story = {
  id: 'globex',
  name: 'Globex',
  owner: { name: 'Viktor Stahl', email: 'viktor.stahl@globex.example' },
  provider: 'ENTRA',
  label: 'Entra ID production',
  userAgent: 'Azure AD SCIM Client',
  logsReads: true,
  moments: [
    { hoursAgo: 118, requests: staff.flatMap(provision) },
    { hoursAgo: 72, requests: [lookUp(DOMAIN, 'sami.rahman'), setActive('sami.rahman', 'False')] },
    {
      hoursAgo: 46,
      requests: [
        patch('wei.zhang', { op: 'Add', path: `${enterpriseUserUrn}:department`, value: 'Analytics' }),
        patch('tomas.silva', { op: 'Replace', path: 'emails[type eq "work"].value', value: 'tomas@globex.example' }),
      ],
    },
    // A mapping that sends a text where an address belongs.
    { hoursAgo: 45, requests: [patch('elif.kaya', { op: 'Replace', path: 'active', value: 'enabled' })] },
    { hoursAgo: 23, requests: [setActive('sami.rahman', 'True'), setActive('camille.dubois', 'False')] },
    { hoursAgo: 22, requests: [remove('bilal.chowdhury')] },
    { hoursAgo: 3, requests: [lookUp(DOMAIN, 'adele.vance'), lookUp(DOMAIN, 'ravi.menon')] },
  ],
  groups: [
    { name: 'IT', members: ['ravi.menon', 'katya.sokolova', 'wei.zhang'] },
    { name: 'Operations', members: ['lars.thomsen', 'greta.fischer', 'maya.oconnor'] },
    { name: 'Headquarters', members: ['adele.vance', 'elif.kaya'], groups: ['IT'] },
  ],
};
