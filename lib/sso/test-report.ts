import type { SsoCode } from '@/lib/activity/sso-codes';
import type { FailedComparison } from '@/lib/sso/sso-failure';

/** One thing that a test of the connection looked at. */
export interface TestCheck {
  /** "The ID token is signed with a key of the issuer" */
  what: string;
  state: 'passed' | 'failed' | 'warning';
  /** What it means and what to do, for a check that did not pass. */
  explanation: string | null;
}

/** A claim as it arrived, redacted, and what Rollcall reads it as. */
export interface ShownClaim {
  name: string;
  values: string[];
  readAs: 'email' | 'givenName' | 'familyName' | 'phone' | 'groups' | 'roles' | 'subject' | null;
}

/** What a test found. Nothing here was written anywhere but into the report. */
export interface TestReport {
  protocol: 'OIDC' | 'SAML';
  checks: TestCheck[];
  claims: ShownClaim[];
  /** Why a real sign-in would have been refused, or the test failed; null when neither. */
  refusal: { code: SsoCode; message: string; comparison: FailedComparison | null; idpError: string | null } | null;
  /** What a real sign-in would do: "would be admitted as Ana Ruiz", "would be created"; null when refused. */
  decision: string | null;
  /** What the role mapping makes of the claims, a sentence a step, and the roles' names. */
  roles: { names: string[]; reasons: string[]; warnings: string[] } | null;
}

export interface StoredTest {
  id: string;
  /** The connection's `trial` that was tested. */
  trial: number;
  passed: boolean;
  report: TestReport;
  createdAt: Date;
}
