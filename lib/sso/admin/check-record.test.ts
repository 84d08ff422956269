import { describe, expect, it } from 'vitest';
import { checkRecord } from '@/lib/sso/admin/check-record';
import type { TxtAnswer } from '@/lib/sso/admin/look-up-txt';

const CHALLENGE = 'Zm9vYmFy';
const RECORD = `rollcall-domain-verification=${CHALLENGE}`;
const NAME = '_rollcall.acme.test';

/** The check of a DNS that has these TXT records, or fails so for the name. */
function check(answer: string[] | Exclude<TxtAnswer['kind'], 'found'>, elsewhere: Record<string, string[]> = {}) {
  const answers = new Map(Object.entries({ ...elsewhere, ...(Array.isArray(answer) && { [NAME]: answer }) }));
  const lookUp = async (name: string): Promise<TxtAnswer> => {
    const records = answers.get(name);
    if (records) return { kind: 'found', records };
    return { kind: name === NAME && !Array.isArray(answer) ? answer : 'no-name' };
  };
  return checkRecord({ domain: 'acme.test', challenge: CHALLENGE, lookUp });
}

describe('the check of the record of a domain', () => {
  it.each([
    ['the record', [RECORD]],
    ['the record among others', ['v=spf1 -all', RECORD]],
    ['the record in quotation marks', [`"${RECORD}"`]],
    ['the record with blanks around it', [` ${RECORD} `]],
  ])('is content with %s', async (_, records) => {
    expect(await check(records)).toEqual({ proven: true, finding: `Found the record at ${NAME}.` });
  });

  it.each([
    ['another record', ['v=spf1 -all'], `Found another TXT record at ${NAME}: “v=spf1 -all”.`],
    ['a longer value', [`${RECORD}x`], `with another value, “${RECORD}x”`],
    ['the value in other letters', [RECORD.toUpperCase()], 'Found another TXT record'],
    ['another challenge', ['rollcall-domain-verification=old'], 'Replace it by the value shown here.'],
    ['many others', ['a', 'b', 'c', 'd', 'e'], `Found 5 other TXT records at ${NAME}: “a”, “b”, “c”, and 2 more.`],
    ['an empty one', [''], `Found another TXT record at ${NAME}: “”.`],
  ])('says what it found: %s', async (_, records, words) => {
    expect(await check(records)).toEqual({ proven: false, finding: expect.stringContaining(words) });
  });

  it.each([
    ['no-name', `There is no ${NAME} in the DNS. Add the record`],
    ['no-record', 'is in the DNS, but has no TXT record'],
    ['failed', `failed on ${NAME} (SERVFAIL)`],
    ['refused', `refused to answer for ${NAME} (REFUSED)`],
    ['timeout', `No name server answered for ${NAME} in time`],
    ['unreachable', `No name server could be asked for ${NAME}`],
  ] as const)('tells %s in words', async (kind, words) => {
    expect(await check(kind)).toEqual({ proven: false, finding: expect.stringContaining(words) });
  });

  it('shows a part of what strangers write, on one line', async () => {
    const { finding } = await check(['x'.repeat(5_000), 'a\nb\u0007c']);
    expect(finding).toContain('xxx…”, “a\uFFFDb\uFFFDc”');
    expect(finding.length).toBeLessThan(500);
  });

  it.each(['acme.test', `${NAME}.acme.test`])('finds the record at %s, where it does not count', async (place) => {
    const finding = `The record is at ${place}. Move it to ${NAME}: there is where it counts.`;
    expect(await check('no-name', { [place]: [RECORD] })).toEqual({ proven: false, finding });
    expect(await check(['v=spf1 -all'], { [place]: [RECORD] })).toEqual({ proven: false, finding });
  });
});
