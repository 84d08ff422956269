import type { CertificateView, DomainView } from '@/lib/sso/admin/connection-shape';
import type { SwitchGrounds } from '@/lib/sso/admin/missing-conditions';
import type { SsoConnection } from '@/lib/sso/connection';
import { opens } from '@/lib/sso/sealed-secrets';

/** What works now and soon will not, or works otherwise than an admin may think; a sentence or two each. */
export function connectionWarnings(
  { connection, domains, owners }: SwitchGrounds,
  certificates: readonly CertificateView[],
): string[] {
  if (!connection) return [];
  const { enabled, required, protocol, trial, testedTrial } = connection;
  const warnings = [...secretWarnings(connection)];
  if (enabled && testedTrial !== trial) {
    warnings.push('This was changed since the last test that succeeded. Test it again: people may not get in.');
  }
  if (required && !owners.some(({ marked }) => marked)) {
    warnings.push(
      'No active owner is marked as break-glass any more. If the identity provider fails, nobody of your domains ' +
        'can sign in: mark an owner, or stop requiring single sign-on.',
    );
  }
  if (protocol === 'SAML') warnings.push(...certificates.flatMap((each) => certificateWarning(each, certificates) ?? []));
  return [...warnings, ...domains.flatMap((each) => domainWarning(each, enabled) ?? [])];
}

function secretWarnings({ tenantId, protocol, clientSecret, spPrivateKey }: SsoConnection): string[] {
  if (protocol === 'OIDC') {
    if (clientSecret === null || opens(tenantId, 'clientSecret', clientSecret)) return [];
    return ['The client secret cannot be opened any more, because the server has lost its key. Enter it again.'];
  }
  if (spPrivateKey === null || opens(tenantId, 'spPrivateKey', spPrivateKey)) return [];
  return [
    'Rollcall’s private key cannot be opened any more, because the server has lost the key it was locked with. Save ' +
      'this page to make a new pair, and give the new certificate to the identity provider.',
  ];
}

/** In a rotation the one that runs out has its successor beside it already. */
function certificateWarning(
  { subject, notBefore, notAfter, state, daysLeft }: CertificateView,
  all: readonly CertificateView[],
): string | null {
  if (state === 'valid') return null;
  const which = `The certificate “${subject}” of the identity provider`;
  if (state === 'not-yet') return `${which} is not valid before ${dayOf(notBefore)}.`;
  const succeeded = all.some((other) => other.state === 'valid' || other.state === 'not-yet');
  if (state === 'expired') {
    const advice = succeeded ? 'Remove it when the identity provider signs with another' : 'Add its successor';
    return `${which} expired on ${dayOf(notAfter)}. ${advice}.`;
  }
  const days = daysLeft === 1 ? '1 day' : `${daysLeft} days`;
  const when = daysLeft === 0 ? 'in less than a day' : `in ${days}`;
  const advice = succeeded
    ? 'Let the identity provider sign with the other one before that, and then remove this one.'
    : 'Add its successor beside it before that.';
  return `${which} expires on ${dayOf(notAfter)}, ${when}. ${advice}`;
}

/** "2026-12-31", in UTC. */
function dayOf(time: string): string {
  return time.slice(0, 10);
}

function domainWarning({ writtenAs, verifiedAt, finding }: DomainView, enabled: boolean): string | null {
  if (verifiedAt !== null) return finding;
  return enabled ? `${writtenAs} is not verified: its people are not sent to the identity provider.` : null;
}
