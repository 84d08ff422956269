import type { SsoCode } from '@/lib/activity/sso-codes';

/** A check with what it wanted and what it got, for an admin to compare. */
export interface FailedComparison {
  what: string;
  expected: string;
  received: string;
}

/** A sign-in that ends in a code. The message is for admins, and holds no secret: the person sees the code's text. */
export class SsoFailure extends Error {
  override name = 'SsoFailure';
  readonly code: SsoCode;
  readonly comparison: FailedComparison | null;

  constructor(
    code: SsoCode,
    message: string,
    { comparison, cause }: { comparison?: FailedComparison; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.comparison = comparison ?? null;
  }
}
