import { defaultClaimNames, type ClaimNames } from '@/lib/sso/claim-names';
import { Disclosure } from '../ui/disclosure';
import { TextField } from './text-field';
import type { ConnectionForm } from './use-connection-form';

const names = ['email', 'givenName', 'familyName', 'phone', 'groups', 'roles'] as const satisfies (keyof ClaimNames)[];

const helps: Partial<Record<keyof ClaimNames, string>> = {
  groups: 'What the role mapping reads while roles come from groups.',
  roles: 'What it reads while roles come from an attribute.',
};

/** What each claim or attribute is called, where it differs from what the provider usually calls it. */
export function ClaimNameFields({ form }: { form: ConnectionForm }) {
  const { protocol, provider } = form.values;
  const defaults = defaultClaimNames(protocol, provider);
  const own = names.filter((name) => form.values[name] !== '').length;
  return (
    <Disclosure
      summary={`What claims are called${own > 0 ? ` (${own} of ${names.length} not the default)` : ''}`}
      open={names.some((name) => form.errors[name])}
    >
      <p className="mb-3 max-w-prose text-sm text-ink-2">
        Leave a field empty for the name it shows, which is what this provider usually sends
        {protocol === 'OIDC' ? ' by OpenID Connect' : ' by SAML'}.
      </p>
      <div className="grid gap-4 tablet:grid-cols-2">
        {names.map((name) => (
          <TextField key={name} form={form} name={name} placeholder={defaults[name]} help={helps[name]} />
        ))}
      </div>
    </Disclosure>
  );
}
