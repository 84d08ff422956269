import { providerName } from '@/lib/activity/provider-name';
import type { SessionView } from '@/lib/sign-in/list-sessions';
import type { MemberSignIn } from '@/lib/sso/find-member-sign-in';

/** How somebody signed in; completes "Signed in …". */
export const methodWords: Readonly<Record<SessionView['method'], string>> = {
  CODE: 'with an emailed code',
  LINK: 'with a sign-in link',
  OIDC: 'through SSO (OpenID Connect)',
  SAML: 'through SSO (SAML)',
};

/** How somebody gets in, in a sentence or two. */
export function waysIn({
  sso,
  domain,
  domainVerified,
  opensByCode,
}: Omit<MemberSignIn, 'identity' | 'breakGlass'>): string {
  if (!sso) return 'With an emailed code. Single sign-on is off.';
  const idp = providerName(sso.provider);
  if (!domainVerified) {
    const where = domain ?? 'Their address';
    return `With an emailed code. ${where} is no verified domain of yours, so ${idp} cannot vouch for it.`;
  }
  if (!opensByCode) return `Through ${idp}. Emailed codes are refused, because SSO is required.`;
  return `Through ${idp}, or with an emailed code${sso.required ? ' although SSO is required' : ''}.`;
}

const LONGEST_SUBJECT = 28;

/** Enough of a subject to recognise it. */
export function shortSubject(subject: string): string {
  return subject.length <= LONGEST_SUBJECT ? subject : `${subject.slice(0, 16)}…${subject.slice(-8)}`;
}
