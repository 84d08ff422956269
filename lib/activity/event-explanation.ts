import type { IdentityEventType } from '@/lib/activity/identity-event';

/**
 * What an explanation is made from: the event's own columns and the SCIM error keyword it was answered with.
 */
export interface ExplainableEvent {
  type: IdentityEventType;
  outcome: 'OK' | 'FAILED';
  status: number | null;
  /** Of a sign-in by single sign-on that failed (lib/activity/sso-codes). */
  code: string | null;
  /** The sentence of the event, which ends in what the client was told. */
  summary: string;
  /** RFC 7644 §3.12; null when there was none or the reader may not see the answer. */
  scimType: string | null;
  path: string | null;
  credentialLabel: string | null;
  /** OKTA, ENTRA, JUMPCLOUD, OTHER, or null when the caller is not known. */
  provider: string | null;
}

/** Who has to act before the same request succeeds. */
export type Side = 'provider' | 'rollcall' | 'server' | 'nobody';

export interface EventExplanation {
  /** Why it happened, in plain words. */
  cause: string;
  side: Side;
  /** What to do; null when there is nothing to do. */
  advice: string | null;
}

/** An event and how its identity provider is called in a sentence about it. */
export interface Wording {
  event: ExplainableEvent;
  /** "Okta", or "your identity provider", for the middle of a sentence. */
  idp: string;
  /** The same for its beginning. */
  Idp: string;
}

export type Explain = (wording: Wording) => EventExplanation;
