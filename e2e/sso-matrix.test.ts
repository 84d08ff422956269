import type { SsoCode } from '@/lib/activity/sso-codes';
import { listEvents } from '@/lib/activity/list-events';
import type { RoleSource } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import { addRules } from '@/testing/add-rules';
import { newMember } from '@/testing/new-tenant';
import { setMapping } from '@/testing/set-mapping';
import type { OktaClient } from './support/okta-client';
import type { ConnectedTenant } from './support/sso-test';
import { expect, protocols, test } from './support/sso-test';
import { expectRefused, signInBySso } from './support/sso-visit';

/** What was known of Ana before she signs in. */
type Before =
  | 'nothing'
  | 'a viewer'
  | 'removed by an admin'
  | 'a viewer whom SCIM manages'
  | 'whom SCIM manages, in no group'
  | 'switched off by SCIM';

interface Cell {
  title: string;
  scim: boolean;
  before: Before;
  /** Where roles come from; from groups unless said. */
  source?: RoleSource;
  /** What the identity provider says of her. */
  said: { groups?: string[]; roles?: string[] };
  /** Her roles afterwards, or the code that she is refused with. */
  then: { roles: string[]; event?: string } | { code: SsoCode };
}

const admins = { groups: ['Staff', 'Rollcall Admins'], roles: [] };

/** The rules: the group Rollcall Admins gives admin, and so does the value lead; nothing gives everybody a role. */
const cells: Cell[] = [
  { title: 'SCIM off, somebody new is created with roles from groups', scim: false, before: 'nothing', said: admins,
    then: { roles: ['admin'], event: 'sso_user_created' } },
  { title: 'SCIM off, somebody new is created with roles from an attribute', scim: false, before: 'nothing',
    source: 'IDP_ATTRIBUTE', said: { roles: ['lead', 'nosuch'] }, then: { roles: ['admin'], event: 'sso_user_created' } },
  { title: 'SCIM off, a member gets the roles of the mapping', scim: false, before: 'a viewer', said: admins,
    then: { roles: ['admin'], event: 'sso_user_updated' } },
  { title: 'SCIM off, Portal-managed roles stay', scim: false, before: 'a viewer', source: 'PORTAL', said: admins,
    then: { roles: ['viewer'] } },
  { title: 'SCIM off, a member whom nothing gives a role has no access', scim: false, before: 'a viewer',
    said: { groups: ['Staff'] }, then: { roles: [] } },
  { title: 'SCIM off, whom an admin removed is refused', scim: false, before: 'removed by an admin', said: admins,
    then: { code: 'sso_user_removed' } },
  { title: 'SCIM on, somebody unknown is refused', scim: true, before: 'nothing', said: admins,
    then: { code: 'scim_required_user_not_provisioned' } },
  { title: 'SCIM on, roles are those of SCIM whatever the identity provider says', scim: true,
    before: 'a viewer whom SCIM manages', said: admins, then: { roles: ['viewer'] } },
  { title: 'SCIM on, a member to whom SCIM gives no role has no access', scim: true,
    before: 'whom SCIM manages, in no group', said: admins, then: { roles: [] } },
  { title: 'SCIM on, whom SCIM switched off is refused', scim: true, before: 'switched off by SCIM', said: admins,
    then: { code: 'scim_user_deactivated' } },
];

async function prepare({ tenantId, domain }: ConnectedTenant, cell: Cell, scimClient: () => Promise<OktaClient>) {
  await setMapping(tenantId, { source: cell.source ?? 'IDP_GROUPS', defaultRoleKey: null });
  await addRules(tenantId, [
    { kind: 'GROUP', name: 'Rollcall Admins', roleKey: 'admin' },
    { kind: 'GROUP', name: 'Readers', roleKey: 'viewer' },
    { kind: 'VALUE', name: 'lead', roleKey: 'admin' },
  ]);
  const asBefore = { email: `ana@${domain}`, roleKey: 'viewer' };
  if (cell.before === 'a viewer') await newMember(tenantId, 'Ana Ruiz', asBefore);
  if (cell.before === 'removed by an admin') await newMember(tenantId, 'Ana Ruiz', { ...asBefore, status: 'DEPROVISIONED' });
  if (!cell.scim) return;
  const okta = await scimClient();
  if (cell.before === 'nothing') return;
  const id = await okta.assign({ givenName: 'Ana', familyName: 'Ruiz', email: `ana@${domain}` });
  if (cell.before !== 'whom SCIM manages, in no group') await okta.pushGroup('Readers', [id]);
  if (cell.before === 'switched off by SCIM') await okta.deactivate(id);
}

async function rolesOf(tenantId: string, email: string): Promise<string[]> {
  const grants = await db()
    .selectFrom('MemberRole')
    .innerJoin('Member', (join) => join.onRef('Member.tenantId', '=', 'MemberRole.tenantId').onRef('Member.id', '=', 'MemberRole.memberId'))
    .select('roleKey')
    .where('Member.tenantId', '=', tenantId)
    .where('emailKey', '=', email)
    .execute();
  return grants.map(({ roleKey }) => roleKey).sort();
}

for (const protocol of protocols) {
  for (const cell of cells) {
    test(`${protocol}: ${cell.title}`, async ({ page, connected, scimClient, signedIn }) => {
      const tenant = await connected(protocol);
      await prepare(tenant, cell, scimClient);
      const ana = tenant.know('ana', cell.said);
      await signInBySso(page, ana);

      const { then } = cell;
      const type = 'code' in then ? 'sso_presignup_reject' : then.event;
      if ('code' in then) {
        await expectRefused(page, then.code);
        const admin = await signedIn({ tenantId: tenant.tenantId, memberId: tenant.ownerId });
        const [event] = (await listEvents(tenant.tenantId, { type: ['sso_presignup_reject'] })).events;
        await expect(page.getByText(event?.id ?? 'no event', { exact: true })).toBeVisible();
        await admin.goto(`/settings/identity/activity/${event?.id}`);
        await expect(admin.getByText(then.code).first()).toBeVisible();
        await page.goto('/settings/members');
        await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
        return;
      }
      const heading = then.roles.length > 0 ? 'Members' : 'You have no role here';
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
      expect(await rolesOf(tenant.tenantId, ana.email)).toEqual(then.roles);
      const recorded = (await listEvents(tenant.tenantId, {})).events.map((event) => event.type);
      if (type) expect(recorded).toContain(type);
    });
  }
}
