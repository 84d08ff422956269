import type { JsonObject } from '@/lib/scim/json';
import { people } from './support/people';
import { expect, test } from './support/test';
import { visit } from './support/visit';

const PRIMARY_ROLE = 'roles[primary eq true].value';

/** Microsoft Entra's PATCH of an app role, in the shapes of SingleAppRoleAssignment and of the assertive expression. */
function patchOp(...operations: JsonObject[]): JsonObject {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations };
}

test('app roles of Entra become roles, in every shape it sends', async ({ owner, tenant, scimClient, signedIn }) => {
  const entra = await scimClient();
  const [person] = people(`${tenant.tenantId}.test`);
  if (!person) throw new Error('A company has people.');
  const id = await entra.assign(person);
  const patch = (...operations: JsonObject[]) => entra.send('PATCH', `/Users/${id}`, patchOp(...operations));
  await patch({ op: 'Add', path: 'roles', value: [{ primary: 'True', value: 'Approver' }] });

  await visit(owner, '/settings/identity/role-mapping');
  await owner.getByLabel('Path of a User attribute').fill(PRIMARY_ROLE);
  await owner.getByLabel('Path of a User attribute').press('Escape');
  await owner.getByRole('button', { name: 'Add rule for Approver' }).click();
  await owner.getByLabel('Role of rule 1').selectOption('Viewer');
  await expect(owner.getByRole('region', { name: 'If you save' })).toContainText('1 person changes role');
  await owner.getByRole('button', { name: 'Review and save' }).click();
  const review = owner.getByRole('dialog', { name: /^Save \d+ changes?$/ });
  await expect(review.getByText(/stays? as (they are|it is)/).first()).toBeVisible();
  await review.getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByRole('main').getByText('Applied: 1 person changed role')).toBeVisible();

  const members = await signedIn({ tenantId: tenant.tenantId, memberId: tenant.ownerId });
  await visit(members, '/settings/members');
  const row = members.getByRole('row').filter({ hasText: `${person.givenName} ${person.familyName}` });
  await expect(row).toContainText('Viewer');
  await patch(
    { op: 'replace', path: 'roles[primary eq "True"].display', value: 'Administrator' },
    { op: 'replace', path: 'roles[primary eq "True"].value', value: 'admin' },
    { op: 'replace', path: 'roles[primary eq "True"].type', value: 'WindowsAzureActiveDirectoryRole' },
  );
  await expect(row).toContainText('Admin');
  await patch({ op: 'replace', path: 'roles', value: [{ primary: 'true', value: '{"id":"06b0","value":"APPROVER","displayName":"Approver"}' }] });
  await expect(row).toContainText('Viewer');
  await patch({ op: 'replace', path: 'roles', value: [] });
  await expect(row).toContainText('Member');
});
