import type { SsoRefusal } from '@/lib/sso/refusal-token';

/** What an answer of an identity provider comes to. */
export type SignInOutcome =
  /** The secret signs one browser in, once. */
  | { kind: 'ticket'; secret: string; returnPath: string }
  | { kind: 'refused'; refusal: SsoRefusal }
  /** The answer to a test, for the admin who made it. */
  | { kind: 'test'; testId: string };
