import type { ConnectionFields } from '@/lib/sso/admin/connection-fields';
import { claimNamesOf } from '@/lib/sso/claim-names';
import type { ClaimNames } from '@/lib/sso/claim-names';

/** What a save means beyond what it writes. */
export interface ConnectionEffect {
  /** The identity provider is spoken to otherwise, or believed otherwise, than when it was tested. */
  testAgain: boolean;
  /** A subject may be somebody else from now on. */
  forgetIdentities: boolean;
}

/**
 * Only fields of the protocol in use count. A certificate more or less is a rotation: as long as one stays that was
 * accepted before, the connection is to the same identity provider, and a test that has to be repeated at every step
 * would only keep admins from rotating. With none of them left, it may be anybody's.
 */
export function connectionEffect(
  before: ConnectionFields,
  after: ConnectionFields,
  { newSecret, newKeys }: { newSecret: boolean; newKeys: boolean },
): ConnectionEffect {
  const differs = (...names: (keyof ConnectionFields)[]) => names.some((name) => before[name] !== after[name]);
  const renamed = !sameClaimNames(before, after);
  if (before.protocol !== after.protocol) return { testAgain: true, forgetIdentities: true };
  if (after.protocol === 'OIDC') {
    const forgetIdentities = differs('issuer', 'clientId');
    return { testAgain: forgetIdentities || differs('scopes') || newSecret || renamed, forgetIdentities };
  }
  const forgetIdentities = differs('idpEntityId');
  const sameSigner =
    before.idpCertificates.some((pem) => after.idpCertificates.includes(pem)) ||
    before.idpCertificates.length + after.idpCertificates.length === 0;
  const testAgain = forgetIdentities || differs('idpSsoUrl') || !sameSigner || newKeys || renamed;
  return { testAgain, forgetIdentities };
}

function sameClaimNames(before: ConnectionFields, after: ConnectionFields): boolean {
  const [names, others] = [claimNamesOf(before), claimNamesOf(after)];
  return (Object.keys(names) as (keyof ClaimNames)[]).every((claim) => names[claim] === others[claim]);
}
