import { z } from 'zod';
import { guardedFetch, operatorAllows } from '@/lib/outbound/guarded-fetch';
import { OutboundError } from '@/lib/outbound/outbound-error';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { quoted } from '@/lib/sso/quoted';

const WELL_KNOWN = '/.well-known/openid-configuration';

const endpointSchema = z
  .string()
  .refine((text) => URL.canParse(text) && isSecure(new URL(text)), 'is no address that begins with https://');

/** Only algorithms whose keys the issuer alone holds: not "none", nor those that share a secret with us. */
const algorithmsSchema = z
  .array(z.string())
  .transform((names) => names.filter((name) => name !== 'none' && !name.startsWith('HS')));

const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: endpointSchema,
  token_endpoint: endpointSchema,
  jwks_uri: endpointSchema,
  userinfo_endpoint: endpointSchema.optional(),
  end_session_endpoint: endpointSchema.optional(),
  scopes_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  id_token_signing_alg_values_supported: algorithmsSchema.optional(),
  userinfo_signing_alg_values_supported: algorithmsSchema.optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

/** What an issuer says about itself (OpenID Connect Discovery §3), as far as Rollcall reads it. */
export type IssuerMetadata = z.output<typeof metadataSchema>;

/**
 * Fetches and checks what an issuer says about itself.
 * @throws SsoFailure sso_idp_unreachable, with a sentence for the admin who entered the address
 */
export async function discoverIssuer(issuer: string): Promise<IssuerMetadata> {
  refuseUnusable(issuer);
  const body = await fetchJson(`${issuer.replace(/\/$/, '')}${WELL_KNOWN}`);
  const parsed = metadataSchema.safeParse(body);
  if (!parsed.success) throw notMetadata(parsed.error);
  refuseOtherIssuer(issuer, parsed.data.issuer);
  return parsed.data;
}

/** Browsers are sent to some of the endpoints, so the rule for our own requests holds for all of them. */
function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && operatorAllows(url));
}

function refuseUnusable(issuer: string): void {
  if (issuer.includes('/.well-known/')) {
    throw unusable(
      `Enter the address without what begins with “/.well-known/”; Rollcall adds “${WELL_KNOWN}” itself.`,
    );
  }
  if (!URL.canParse(issuer) || /[?#]/.test(issuer)) {
    throw unusable('The issuer must be an address such as https://acme.okta.com, without a query.');
  }
}

async function fetchJson(address: string): Promise<unknown> {
  try {
    const response = await guardedFetch(address, { headers: { accept: 'application/json' } });
    if (response.status !== 200) {
      throw unusable(`${address} answered with HTTP ${response.status}. Check the issuer.`);
    }
    return await response.json();
  } catch (error) {
    if (error instanceof OutboundError) throw unusable(error.message, error);
    if (error instanceof SyntaxError) {
      throw unusable(`${address} did not answer with JSON. Check the issuer.`, error);
    }
    throw error;
  }
}

function notMetadata({ issues }: z.ZodError): SsoFailure {
  const faults = issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return unusable(`What the issuer says about itself cannot be used: ${quoted(faults.join('; '))}.`);
}

/** Exactly equal (OpenID Connect Discovery §4.3): else tokens of somebody else would count as this issuer's. */
function refuseOtherIssuer(entered: string, found: string): void {
  if (found === entered) return;
  const comparison = { what: 'issuer', expected: entered, received: quoted(found) };
  throw new SsoFailure('sso_idp_unreachable', otherIssuer(entered, found), { comparison });
}

function otherIssuer(entered: string, found: string): string {
  if (found.includes('{tenantid}')) {
    return (
      'This address stands for every Microsoft tenant. Put the ID of your own in it: ' +
      'https://login.microsoftonline.com/<tenant ID>/v2.0.'
    );
  }
  if (found === `${entered}/`) return `The issuer’s name has a slash at its end. Enter “${quoted(found)}”.`;
  if (`${found}/` === entered) return `The issuer’s name has no slash at its end. Enter “${quoted(found)}”.`;
  return `The issuer calls itself “${quoted(found)}”. If that is yours, enter it exactly so.`;
}

function unusable(message: string, cause?: unknown): SsoFailure {
  return new SsoFailure('sso_idp_unreachable', message, { cause });
}
