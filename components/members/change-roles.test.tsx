import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ChangeRoles } from './change-roles';

const ana = { id: 'm-1', displayName: 'Ana Ruiz', email: 'ana@acme.test', roleKeys: ['member'] };

const roles = [{ key: 'member', name: 'Member', description: 'Uses the product.', forbidden: false }];

const nothing = () => undefined;

function dialog(replaced: boolean): string {
  return renderToStaticMarkup(
    <ChangeRoles
      member={ana}
      roles={roles}
      replacedAtSignIn={replaced}
      open
      changeRoles={() => Promise.resolve({ ok: true, data: undefined })}
      onClose={nothing}
    />,
  );
}

it('a role given by hand comes with a warning where it does not last, and with none where it does', () => {
  const sentence = 'at each sign-in through SSO, so what you choose here lasts until Ana Ruiz next signs in that way';
  expect(dialog(true)).toContain(sentence);
  expect(dialog(false)).not.toContain('SSO');
});
