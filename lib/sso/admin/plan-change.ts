import type { AttributeChange } from '@/lib/activity/identity-event';
import { connectionChanges } from '@/lib/sso/admin/connection-changes';
import { connectionEffect } from '@/lib/sso/admin/connection-effect';
import type { ConnectionEffect } from '@/lib/sso/admin/connection-effect';
import { blankFields } from '@/lib/sso/admin/connection-fields';
import type { ConnectionFields } from '@/lib/sso/admin/connection-fields';
import type { SealedKeyPair } from '@/lib/sso/admin/sp-keys';
import type { SsoConnection } from '@/lib/sso/connection';

/** What a save brings beside the fields; null for what stays. */
export interface NewSecrets {
  /** As it was entered. */
  clientSecret: string | null;
  keys: SealedKeyPair | null;
}

/** A save that nothing speaks against, with what it changes and what that means. */
export interface PlannedChange {
  ok: true;
  stored: SsoConnection | null;
  fields: ConnectionFields;
  secrets: NewSecrets;
  changes: AttributeChange[];
  effect: ConnectionEffect;
}

export function planChange(
  stored: SsoConnection | null,
  fields: ConnectionFields,
  secrets: NewSecrets,
): PlannedChange {
  const before = stored ?? blankFields;
  const [newSecret, newKeys] = [secrets.clientSecret !== null, secrets.keys !== null];
  const [hadSecret, hadKeys] = [Boolean(stored?.clientSecret), Boolean(stored?.spPrivateKey)];
  return {
    ok: true,
    stored,
    fields,
    secrets,
    changes: connectionChanges(before, fields, {
      clientSecret: { had: hadSecret, brought: newSecret },
      keyPair: { had: hadKeys, brought: newKeys },
    }),
    effect: connectionEffect(before, fields, { newSecret, newKeys }),
  };
}
