import { redact } from '@/lib/activity/redact';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonValue } from '@/lib/scim/json';
import { beginningOf } from '@/lib/scim/storable-text';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import { claimNamesOf } from '@/lib/sso/claim-names';
import type { SsoConnection } from '@/lib/sso/connection';
import type { ShownClaim } from '@/lib/sso/test-report';

/** A page of claims is for reading. */
const MOST_VALUES = 50;
const LONGEST_VALUE = 300;

/** The claims as they arrived, without their secrets; what Rollcall reads comes first. */
export function shownClaims(
  connection: Pick<SsoConnection, 'protocol' | 'provider' | 'claimNames'>,
  identity: AssertedIdentity,
): ShownClaim[] {
  const readAs = new Map<string, ShownClaim['readAs']>();
  for (const [meaning, name] of Object.entries(claimNamesOf(connection))) {
    readAs.set(name, meaning as ShownClaim['readAs']);
  }
  const redacted = redact({ ...identity.claims });
  const claims = isJsonObject(redacted) ? Object.entries(redacted) : [];
  const subject: ShownClaim = {
    name: identity.protocol === 'OIDC' ? 'sub' : 'NameID',
    values: [shown(identity.subject)],
    readAs: 'subject',
  };
  const others = claims
    .filter(([name]) => name !== subject.name)
    .map(([name, value]): ShownClaim => ({ name, values: valuesOf(value), readAs: readAs.get(name) ?? null }));
  return [subject, ...others.filter((claim) => claim.readAs), ...others.filter((claim) => !claim.readAs)];
}

function valuesOf(value: JsonValue): string[] {
  const values = Array.isArray(value) ? value : [value];
  const texts = values.slice(0, MOST_VALUES).map(shown);
  return values.length > MOST_VALUES ? [...texts, `… ${values.length - MOST_VALUES} more`] : texts;
}

function shown(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${beginningOf(text, LONGEST_VALUE)}…` : text;
}
