import { createGroup, lookUpGroup, patchGroup } from '@/lib/demo/group-requests';
import { create, patch, person, remove } from '@/lib/demo/story';
import type { DemoRequest, PersonRow, Story } from '@/lib/demo/story';
import type { StoryMapping } from '@/lib/demo/story-mapping';
import { enterpriseUserUrn } from '@/lib/scim/urns';

const DOMAIN = 'acme.example';

const staff: readonly PersonRow[] = [
  ['mara.lindqvist', 'Mara Lindqvist', 'Chief Technology Officer', 'Engineering', { roles: ['admin'] }],
  ['tobias.reuter', 'Tobias Reuter', 'Chief Financial Officer', 'Finance', { roles: ['admin'] }],
  ['amara.okafor', 'Amara Okafor', 'VP Sales', 'Sales'],
  ['jose.ibarra', 'José Ibarra', 'Engineering Manager', 'Engineering', { manager: 'mara.lindqvist' }],
  ['priya.raman', 'Priya Raman', 'Staff Engineer', 'Engineering', { manager: 'jose.ibarra' }],
  ['soren.holm', 'Søren Holm', 'Senior Engineer', 'Engineering', { manager: 'jose.ibarra' }],
  ['zoe.marchand', 'Zoë Marchand', 'Engineer', 'Engineering', { manager: 'jose.ibarra' }],
  [
    'kenji.watanabe', 'Kenji Watanabe', 'Site Reliability Engineer', 'Engineering',
    { manager: 'jose.ibarra', roles: ['Release Manager'] },
  ],
  ['dilnoza.karimova', 'Dilnoza Karimova', 'Product Designer', 'Product', { manager: 'mara.lindqvist' }],
  ['ewan.mackay', 'Ewan MacKay', 'Product Manager', 'Product', { manager: 'mara.lindqvist' }],
  [
    'lucia.ferrari', 'Lucia Ferrari', 'Controller', 'Finance',
    { manager: 'tobias.reuter', roles: ['Billing Approver'] },
  ],
  ['nadia.haddad', 'Nadia Haddad', 'Payroll Specialist', 'Finance', { manager: 'tobias.reuter' }],
  ['graham.boyle', 'Graham Boyle', 'External Auditor', 'Finance', { manager: 'tobias.reuter', roles: ['viewer'] }],
  ['chen.wei', 'Chen Wei', 'Account Executive', 'Sales', { manager: 'amara.okafor' }],
  ['rosa.almeida', 'Rosa Almeida', 'Account Executive', 'Sales', { manager: 'amara.okafor' }],
  ['felix.brandt', 'Felix Brandt', 'Sales Engineer', 'Sales', { manager: 'amara.okafor' }],
  ['yara.costa', 'Yara Costa', 'Customer Success Manager', 'Sales', { manager: 'amara.okafor' }],
  ['ingrid.solberg', 'Ingrid Solberg', 'People Partner', 'People'],
  ['omar.farouk', 'Omar Farouk', 'Recruiter', 'People', { manager: 'ingrid.solberg' }],
  ['hana.novak', 'Hana Novák', 'Office Manager', 'People', { manager: 'ingrid.solberg' }],
];

const laterHires: readonly PersonRow[] = [
  ['milan.horvat', 'Milan Horvat', 'Engineer', 'Engineering', { manager: 'jose.ibarra' }],
  [
    'thandi.mbeki', 'Thandi Mbeki', 'Billing Analyst', 'Finance',
    { manager: 'tobias.reuter', roles: ['Billing Approver', 'viewer'] },
  ],
  ['leila.sadat', 'Leila Sadat', 'Security Engineer', 'Engineering', { manager: 'mara.lindqvist', roles: ['admin'] }],
];

const newest = person(['noah.peeters', 'Noah Peeters', 'Working Student', 'Product', { manager: 'ewan.mackay' }]);

/** Two people had a value that no role knew: the owner made a role for it. */
const billingApprovers: StoryMapping = {
  roles: [{ key: 'billing', name: 'Billing', description: 'Sees invoices and approves payments.', level: 'MEMBER' }],
  source: 'IDP_ATTRIBUTE',
  attribute: 'roles',
  defaultRoleKey: 'member',
  rules: [['Billing Approver', 'billing']],
};

const deactivate = (login: string) => patch(login, { op: 'replace', value: { active: false } });

function inDepartment(department: string): string[] {
  return [...staff, ...laterHires].filter((row) => row[3] === department).map(([login]) => login);
}

/** Okta pushes the group first, and then, with its id and name once more, whom it has. */
function push(name: string, logins: readonly string[]): DemoRequest[] {
  return [
    lookUpGroup(name, { startIndex: '1', count: '100' }),
    createGroup(name, { members: [] }),
    patchGroup(
      name,
      (idOf) => ({ op: 'replace', value: { id: idOf(name), displayName: name } }),
      (idOf) => ({
        op: 'add',
        path: 'members',
        value: logins.map((login) => ({ value: idOf(login), display: `${login}@${DOMAIN}` })),
      }),
    ),
  ];
}

/** A company that Okta provisions; its roles come from an attribute. */
export const acme: Story = {
  id: 'acme',
  name: 'Acme',
  owner: { name: 'Olivia Hart', email: 'olivia.hart@acme.example' },
  provider: 'OKTA',
  label: 'Okta production',
  userAgent: 'Okta SCIM Client 1.0.0',
  logsReads: false,
  moments: [
    { hoursAgo: 142, requests: staff.map((row) => create(DOMAIN, person(row))) },
    // Somebody assigned the same person twice.
    { hoursAgo: 141.5, requests: staff.slice(7, 8).map((row) => create(DOMAIN, person(row))) },
    { hoursAgo: 97, requests: laterHires.map((row) => create(DOMAIN, person(row))) },
    {
      hoursAgo: 96,
      requests: ['Engineering', 'Finance', 'Sales'].flatMap((name) => push(name, inDepartment(name))),
    },
    { hoursAgo: 92, mapping: billingApprovers, requests: [] },
    {
      hoursAgo: 74,
      requests: [
        patch('ewan.mackay', { op: 'replace', path: 'roles', value: [{ value: 'admin', primary: true }] }),
        patch('zoe.marchand', { op: 'replace', path: 'title', value: 'Senior Engineer' }),
        patch('yara.costa', { op: 'replace', path: `${enterpriseUserUrn}:department`, value: 'Customer Success' }),
      ],
    },
    { hoursAgo: 50, requests: [deactivate('felix.brandt'), deactivate('hana.novak')] },
    // An attribute mapping with a typing error, and what it led to twice.
    {
      hoursAgo: 49,
      requests: [
        patch('priya.raman', { op: 'replace', path: 'emailAddress', value: 'priya@acme.example' }),
        patch('soren.holm', { op: 'replace', path: 'emailAddress', value: 'soren@acme.example' }),
      ],
    },
    { hoursAgo: 48, requests: push('On-call', ['kenji.watanabe', 'soren.holm', 'zoe.marchand']) },
    { hoursAgo: 27, requests: [patch('hana.novak', { op: 'replace', value: { active: true } })] },
    {
      hoursAgo: 26,
      requests: [
        patch('chen.wei', { op: 'replace', path: 'name.familyName', value: 'Wei-Larsen' }),
        patch('nadia.haddad', { op: 'replace', path: 'userName', value: 'nadia.haddad-berg@acme.example' }),
      ],
    },
    {
      hoursAgo: 25,
      requests: [
        patchGroup(
          'On-call',
          (idOf) => ({ op: 'remove', path: `members[value eq "${idOf('zoe.marchand')}"]` }),
          (idOf) => ({ op: 'add', path: 'members', value: [{ value: idOf('priya.raman') }] }),
        ),
      ],
    },
    { hoursAgo: 5, requests: [deactivate('omar.farouk'), remove('graham.boyle')] },
    { hoursAgo: 1, requests: [create(DOMAIN, newest)] },
  ],
};
