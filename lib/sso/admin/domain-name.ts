import { isIP } from 'node:net';
import { emailDomain } from '@/lib/shared/email-domain';
import { freeMailDomains } from '@/lib/sso/admin/free-mail-domains';

export type ReadDomain = { ok: true; domain: string } | { ok: false; message: string };

/** A name has 253 characters at most (RFC 1035 §3.1), and ours of the record comes before it. */
const LONGEST = 240;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A domain of email addresses as an admin types it, in ASCII lower case. Of an address, the part after the "@" is
 * taken.
 */
export function readDomainName(text: string): ReadDomain {
  const typed = text.trim().replace(/\.$/, '');
  if (/[/:]/.test(typed)) return refuse('Enter the domain alone, for example acme.com: no https://, no path.');
  const domain = emailDomain(`anyone@${typed.slice(typed.lastIndexOf('@') + 1)}`) ?? '';
  if (isIP(domain) !== 0) return refuse('Enter a domain, for example acme.com, and not an IP address.');
  const labels = domain.split('.');
  if (domain.length > LONGEST || !labels.every((label) => LABEL.test(label))) {
    return refuse('This is not a domain. Enter what comes after the “@” in your addresses, for example acme.com.');
  }
  if (labels.length < 2) return refuse('Enter the whole domain, for example acme.com: one word is not enough.');
  if (freeMailDomains.has(domain)) {
    return refuse(`Anybody can have an address at ${domain}, so it cannot belong to one organisation.`);
  }
  return { ok: true, domain };
}

function refuse(message: string): ReadDomain {
  return { ok: false, message };
}
