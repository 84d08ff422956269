import { domainToASCII } from 'node:url';

/** What an address may hold and the standard of URLs would read something else into. */
const NOT_OF_A_DOMAIN = /[/:\\?#%[\]]/;

/**
 * The domain of an address as domains are stored and compared: ASCII, in lower case.
 * @returns null for what has no domain that DNS could hold
 */
export function emailDomain(email: string): string | null {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return NOT_OF_A_DOMAIN.test(domain) ? null : domainToASCII(domain) || null;
}
