import { providerName } from '@/lib/activity/provider-name';
import type { ConnectionView } from '@/lib/sso/admin/connection-shape';
import { countOf } from '../identity/count-of';
import type { ConnectionFields } from './connection-fields';

/** What a save does while people sign in by the connection; nothing to say while nobody does. */
export function saveConsequences(view: ConnectionView, values: ConnectionFields): string[] {
  const { enabled, required, counts, provider, oidc, saml, protocol } = view;
  const another =
    values.protocol !== protocol ||
    (protocol === 'OIDC'
      ? values.issuer.trim() !== oidc.issuer || values.clientId.trim() !== oidc.clientId
      : values.idpEntityId.trim() !== saml.idpEntityId);
  const lookedUp =
    another && counts.identities > 0
      ? [
          `${countOf(counts.identities, 'person is', 'people are')} looked up by email address again at the next ` +
            'sign-in, because the identity provider may mean somebody else by the same subject.',
        ]
      : [];
  if (!enabled) return lookedUp;
  return [
    `Single sign-on is on: the next sign-in through ${providerName(provider)} uses what you save.`,
    `If it does not work, ${required ? 'only break-glass owners get in' : 'people can still use emailed codes'}. ` +
      'Test it as soon as it is saved. Whoever is signed in stays signed in.',
    ...lookedUp,
  ];
}

/** The sentences of `saveConsequences`, as the review shows them. */
export function SaveConsequences({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul className="flex list-disc flex-col gap-1.5 ps-5">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
