import type { BreakGlassOwner, DomainView } from '@/lib/sso/admin/connection-shape';
import { incompleteFields } from '@/lib/sso/admin/incomplete-fields';
import type { SsoConnection } from '@/lib/sso/connection';

/** What the switches ask about, besides the connection. */
export interface SwitchGrounds {
  /** Null for a tenant that has never saved one. */
  connection: SsoConnection | null;
  domains: readonly DomainView[];
  owners: readonly BreakGlassOwner[];
}

/** What keeps single sign-on from being turned on, a sentence each that says what to do. */
export function missingToEnable({ connection, domains }: SwitchGrounds): string[] {
  if (!connection) return ['Choose a protocol, fill in the fields, and save.'];
  const incomplete = Object.values(incompleteFields(connection, connection.clientSecret !== null));
  const verified = domains.some(({ verifiedAt }) => verifiedAt !== null);
  return [
    ...incomplete,
    ...missingTest(connection),
    ...(verified ? [] : ['Verify an email domain: it decides who is sent to the identity provider.']),
  ];
}

/** What keeps emailed codes from being refused, a sentence each that says what to do. */
export function missingToRequire({ connection, owners }: SwitchGrounds): string[] {
  const marked = owners.some((owner) => owner.marked);
  return [
    ...(connection?.enabled ? [] : ['Turn single sign-on on.']),
    ...(connection ? missingTest(connection) : []),
    ...(marked
      ? []
      : ['Mark an owner as break-glass, who can sign in by an emailed code when the identity provider fails.']),
  ];
}

function missingTest({ trial, testedTrial }: SsoConnection): string[] {
  if (testedTrial === trial) return [];
  return testedTrial === null
    ? ['Test the connection: no test has succeeded yet.']
    : ['Test the connection again: it was changed since the last test that succeeded.'];
}
