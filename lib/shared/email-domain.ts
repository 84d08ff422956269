import { domainToASCII } from 'node:url';

/** The conversion is that of addresses of the Web, which ends at some of these and drops or decodes others. */
const meaningfulInUrls = /[\s\p{Cc}%/\\?#:[\]]/u;

/**
 * The domain of an email address in the form that domains are compared and stored in: ASCII lower case,
 * internationalised ones as "xn--…", without the dot that may end it. Null for what has none.
 */
export function emailDomain(email: string): string | null {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  if (at < 1 || meaningfulInUrls.test(domain)) return null;
  return domainToASCII(domain).replace(/\.$/, '') || null;
}
