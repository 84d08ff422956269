import type { ExportedJWKSCache } from 'openid-client';
import { BoundedMap } from '@/lib/shared/bounded-map';
import { processWide } from '@/lib/shared/process-wide';
import type { SsoConnection } from '@/lib/sso/connection';
import { discoverIssuer, type IssuerMetadata } from '@/lib/sso/oidc/discover-issuer';

/** What this process remembers about the issuer of a connection. */
export interface KnownIssuer {
  metadata: IssuerMetadata;
  /** Its keys, once they were needed. */
  keys: ExportedJWKSCache | undefined;
  discoveredAt: number;
}

const MOST_ISSUERS = 1_000;
const REMEMBERED_MS = 300_000;

/** @throws SsoFailure sso_idp_unreachable */
export async function knownIssuer(connection: SsoConnection): Promise<KnownIssuer> {
  const known = memory().get(keyOf(connection));
  return known && Date.now() - known.discoveredAt < REMEMBERED_MS ? known : learnIssuer(connection);
}

/**
 * Asks the issuer again, whatever is remembered of it. Anyone can begin a sign-in, so however many do while it is being
 * asked, it is asked once: no stranger has this server hold requests to an issuer that is slow to answer.
 * @throws SsoFailure sso_idp_unreachable
 */
export function learnIssuer(connection: SsoConnection): Promise<KnownIssuer> {
  const key = keyOf(connection);
  const asked = underWay().get(key) ?? ask(connection).finally(() => underWay().delete(key));
  underWay().set(key, asked);
  return asked;
}

async function ask(connection: SsoConnection): Promise<KnownIssuer> {
  const metadata = await discoverIssuer(connection.issuer);
  const known: KnownIssuer = { metadata, keys: undefined, discoveredAt: Date.now() };
  memory().set(keyOf(connection), known);
  return known;
}

/** A save that changes the connection raises `trial`, and so begins with nothing remembered. */
function keyOf({ tenantId, trial, issuer }: SsoConnection): string {
  return JSON.stringify([tenantId, trial, issuer]);
}

function memory(): BoundedMap<string, KnownIssuer> {
  return processWide('sso-issuers', () => new BoundedMap<string, KnownIssuer>(MOST_ISSUERS));
}

function underWay(): Map<string, Promise<KnownIssuer>> {
  return processWide('sso-issuers-under-way', () => new Map<string, Promise<KnownIssuer>>());
}
