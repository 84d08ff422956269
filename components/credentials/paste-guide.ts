import type { NewCredential } from './credential-action-types';

const places = {
  OKTA: 'Paste it into Okta: your app → Provisioning → Integration → Authorization.',
  ENTRA: 'Paste it into Entra: your app → Provisioning → Admin credentials → Secret token.',
  JUMPCLOUD: 'Paste it into JumpCloud: your app → Identity Management → Token key.',
} as const satisfies Partial<Record<NonNullable<NewCredential['provider']>, string>>;

/** Where a new token goes. */
export function pasteGuide(provider: NewCredential['provider']): string {
  if (provider === null || provider === 'OTHER')
    return 'Clients send it as “Authorization: Bearer” with every request.';
  return places[provider];
}
