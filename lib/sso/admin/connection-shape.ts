import type { SsoProtocol, SsoProvider } from '@/lib/db/generated/kysely/enums';
import type { ActionFailure } from '@/lib/shared/action-result';
import type { SsoAddresses } from '@/lib/sso/addresses';
import type { ClaimNames } from '@/lib/sso/claim-names';

/** What the identity provider may be trusted with for signing, as people read it. Times are ISO 8601. */
export interface CertificateView {
  pem: string;
  /** SHA-256. */
  fingerprint: string;
  subject: string;
  notBefore: string;
  notAfter: string;
  state: 'valid' | 'expires-soon' | 'expires-very-soon' | 'expired' | 'not-yet';
  /** Whole days until it expires; negative when it has. */
  daysLeft: number;
}

/** A domain of email addresses that the tenant claims. Times are ISO 8601. */
export interface DomainView {
  /** In ASCII lower case: what identifies it. */
  domain: string;
  /** The same as its people write it; it differs from `domain` for internationalised ones alone. */
  writtenAs: string;
  /** The TXT record that proves it. */
  record: { name: string; value: string };
  /** Null until the record was found. */
  verifiedAt: string | null;
  checkedAt: string | null;
  /** What stands in the way, in words, as the last check found it: of a verified domain, a warning. */
  finding: string | null;
}

/** An active owner, and whether they may sign in with an emailed code although SSO is required. */
export interface BreakGlassOwner {
  memberId: string;
  name: string;
  email: string;
  marked: boolean;
}

/** A tenant's connection as its page shows it; no secret is in it. Times are ISO 8601. */
export interface ConnectionView {
  /** 0 for a tenant that has never saved one; then the fields hold what a new one starts with. */
  revision: number;
  protocol: SsoProtocol;
  provider: SsoProvider;
  enabled: boolean;
  required: boolean;
  oidc: {
    issuer: string;
    clientId: string;
    /** Separated by single blanks. */
    scopes: string;
    /** Null while none is stored; the hint is its last four characters, null when it is too short to show any. */
    secret: { hint: string | null; setAt: string | null; setByName: string | null } | null;
  };
  saml: {
    idpEntityId: string;
    idpSsoUrl: string;
    idpSloUrl: string;
    idpMetadataUrl: string;
    certificates: CertificateView[];
    allowIdpInitiated: boolean;
  };
  /** Only those that differ from the defaults. */
  claimNames: Partial<ClaimNames>;
  /** Those of the protocol and provider. */
  defaultClaimNames: ClaimNames;
  addresses: SsoAddresses;
  /** PEM; null until SAML was saved once. */
  spCertificate: string | null;
  domains: DomainView[];
  /** The last test that succeeded; it is current while nothing was changed that it would not hold for. */
  tested: { at: string; current: boolean } | null;
  breakGlass: BreakGlassOwner[];
  counts: {
    /** Active members with an address in a verified domain. */
    membersInDomains: number;
    /** Sessions that came of the connection and have not ended. */
    sessions: number;
    /** People whom the identity provider's subjects are bound to. */
    identities: number;
  };
  /** What keeps a switch from being turned on, a sentence each; empty when nothing does. */
  missing: { toEnable: string[]; toRequire: string[] };
  /** What works now and soon will not, or works otherwise than one may think. */
  warnings: string[];
  updatedAt: string | null;
  updatedByName: string | null;
}

/** Somebody else saved since the page was filled. */
export interface ConnectionConflict extends ActionFailure {
  reason: 'conflict';
  message: string;
  /** The connection as they saved it. */
  current: ConnectionView;
}

export interface SavedConnection {
  ok: true;
  view: ConnectionView;
  /** The last successful test does not hold any more for what was saved. */
  testAgain: boolean;
  /** How many people will be looked up by their address again, because their subjects were another's. */
  forgotten: number;
}

/** `reason` tells what kind: forbidden, invalid (with `fieldErrors`), incomplete, or conflict. */
export type ConnectionAnswer = SavedConnection | ConnectionConflict | ActionFailure;

/** A domain as it is now, and what a check of it came to, in words. */
export type CheckedDomain = { ok: true; domain: DomainView; verified: boolean; finding: string };

/** What metadata of an identity provider says, for the fields of the form; nothing was saved. */
export interface ImportedMetadata {
  ok: true;
  fields: {
    idpEntityId: string;
    idpSsoUrl: string;
    /** Empty when it offers no single logout. */
    idpSloUrl: string;
    /** Where it was fetched; empty for an upload. */
    idpMetadataUrl: string;
    certificates: CertificateView[];
  };
  /** What to know before saving, a sentence each. */
  notes: string[];
}
