import { z } from 'zod';
import type { SsoProtocol, SsoProvider } from '@/lib/db/generated/kysely/enums';
import { isStorable } from '@/lib/scim/storable-text';
import { oneLineSchema } from '@/lib/shared/one-line';

const LONGEST_URL = 2_000;
/** SAML metadata §2.2.1 for entity ids; the rest have no limit of their own. */
const LONGEST_NAME = 1_024;
const LONGEST_CLAIM_NAME = 256;
const LONGEST_SECRET = 4_096;
/** A certificate is two thousand characters; several may be pasted at once. */
const LONGEST_CERTIFICATE = 40_000;

/** One that is in use, its successor, and room for whoever rotates in between. */
export const MOST_CERTIFICATES = 4;

const protocols = ['OIDC', 'SAML'] as const satisfies readonly SsoProtocol[];
const providers = ['OKTA', 'ENTRA', 'GOOGLE', 'AUTH0', 'OTHER'] as const satisfies readonly SsoProvider[];

function text(longest: number) {
  return oneLineSchema
    .max(longest, `Shorten it to at most ${longest.toLocaleString('en')} characters.`)
    .refine(isStorable, 'Leave out half surrogate pairs.');
}

const claimName = text(LONGEST_CLAIM_NAME).default('');

/**
 * A connection as the page edits it: both protocols' fields, of which those not in use are kept. Blanks around what
 * was pasted are dropped. While the connection is off, anything may be missing.
 */
export const connectionDraftSchema = z.object({
  /** The revision that the page was filled from; 0 when there was none. */
  revision: z.coerce.number().int().min(0),
  protocol: z.enum(protocols, 'Choose OpenID Connect or SAML 2.0.'),
  provider: z.enum(providers, 'Choose your identity provider, or Other.'),
  oidc: z.object({
    issuer: text(LONGEST_URL),
    clientId: text(LONGEST_NAME),
    /** Left out or empty, the stored one is kept. */
    clientSecret: text(LONGEST_SECRET).optional(),
    scopes: text(LONGEST_NAME),
  }),
  saml: z.object({
    idpEntityId: text(LONGEST_NAME),
    idpSsoUrl: text(LONGEST_URL),
    idpSloUrl: text(LONGEST_URL),
    idpMetadataUrl: text(LONGEST_URL),
    /** PEM or bare base64; one text may hold several. */
    certificates: z
      .array(z.string().max(LONGEST_CERTIFICATE, 'This is too long for a certificate.'))
      .max(MOST_CERTIFICATES, `Keep at most ${MOST_CERTIFICATES} certificates.`),
    allowIdpInitiated: z.boolean(),
  }),
  /** Empty or left out, the provider's default counts. */
  claimNames: z.object({
    email: claimName,
    givenName: claimName,
    familyName: claimName,
    phone: claimName,
    groups: claimName,
    roles: claimName,
  }),
});

export type ConnectionDraft = z.output<typeof connectionDraftSchema>;

/** What a form sends: names of claims may be left out. */
export type ConnectionInput = z.input<typeof connectionDraftSchema>;
