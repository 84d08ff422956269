import { recordName, recordValue } from '@/lib/sso/admin/list-domains';
import type { TxtAnswer } from '@/lib/sso/admin/look-up-txt';
import { quoted } from '@/lib/sso/quoted';

/** How many records of a stranger are shown. */
const MOST_SHOWN = 3;

const PREFIX = recordValue('');

/** What a check found, in words for an admin. */
export interface DomainCheck {
  proven: boolean;
  finding: string;
}

interface Asked {
  domain: string;
  challenge: string;
  lookUp: (name: string) => Promise<TxtAnswer>;
}

/** Looks for the TXT record that proves a domain, and where it is put by mistake, too. */
export async function checkRecord({ domain, challenge, lookUp }: Asked): Promise<DomainCheck> {
  const name = recordName(domain);
  const answer = await lookUp(name);
  if (holds(answer, challenge)) return { proven: true, finding: `Found the record at ${name}.` };
  if (answer.kind !== 'found' && answer.kind !== 'no-name' && answer.kind !== 'no-record') {
    return { proven: false, finding: failures[answer.kind](name) };
  }
  // Consoles append the domain to what is typed, and some admins leave the name away.
  const misplaced = [domain, `${name}.${domain}`];
  const answers = await Promise.all(misplaced.map((place) => lookUp(place)));
  const place = misplaced.find((_, index) => holds(answers[index], challenge));
  if (place !== undefined) {
    const finding = `The record is at ${place}. Move it to ${name}: there is where it counts.`;
    return { proven: false, finding };
  }
  const finding = answer.kind === 'found' ? others(name, answer.records) : nothing[answer.kind](name);
  return { proven: false, finding };
}

const nothing = {
  'no-name': (name: string) =>
    `There is no ${name} in the DNS. Add the record; a new one can take some minutes, and up to an hour after a ` +
    'check that came too early.',
  'no-record': (name: string) => `${name} is in the DNS, but has no TXT record. Add one with this value.`,
};

const failures = {
  failed: (name: string) =>
    `The name servers of the domain failed on ${name} (SERVFAIL). Look into its delegation and DNSSEC, then check ` +
    'again.',
  refused: (name: string) =>
    `The name server refused to answer for ${name} (REFUSED). Check again; if it stays so, tell the operator of this ` +
    'server.',
  timeout: (name: string) => `No name server answered for ${name} in time, so nothing is known of it. Check again.`,
  unreachable: (name: string) =>
    `No name server could be asked for ${name}. Check again; if it stays so, tell the operator of this server.`,
};

/** Some consoles keep the quotation marks that were typed as part of the value. */
function holds(answer: TxtAnswer | undefined, challenge: string): boolean {
  if (answer?.kind !== 'found') return false;
  return answer.records.some((record) => record.trim().replace(/^"(.*)"$/, '$1') === recordValue(challenge));
}

function others(name: string, records: readonly string[]): string {
  const former = records.find((record) => record.includes(PREFIX));
  if (former !== undefined) {
    const found = `Found a record of Rollcall at ${name} with another value, “${quoted(former)}”.`;
    return `${found} Replace it by the value shown here.`;
  }
  const shown = records.slice(0, MOST_SHOWN).map((record) => `“${quoted(record)}”`).join(', ');
  const more = records.length > MOST_SHOWN ? `, and ${records.length - MOST_SHOWN} more` : '';
  const what = records.length === 1 ? 'another TXT record' : `${records.length} other TXT records`;
  return `Found ${what} at ${name}: ${shown}${more}. Add one with the value shown here; the others may stay.`;
}
