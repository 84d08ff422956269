import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRecord } from '@/lib/sso/admin/check-record';
import { lookUpTxt } from '@/lib/sso/admin/look-up-txt';
import type { DnsEntry, DnsServer } from '@/testing/dns-server';
import { startDnsServer } from '@/testing/dns-server';

const CHALLENGE = 'Zm9vYmFy';
const RECORD = `rollcall-domain-verification=${CHALLENGE}`;
const NAME = '_rollcall.acme.test';
const IMPATIENT = { timeoutMs: 50, tries: 1 };

let server: DnsServer;

beforeAll(async () => {
  server = await startDnsServer();
  process.env.ROLLCALL_DNS_SERVERS = server.address;
});
afterAll(() => server.close());

function check() {
  const lookUp = (name: string) => lookUpTxt(name, IMPATIENT);
  return checkRecord({ domain: 'acme.test', challenge: CHALLENGE, lookUp });
}

describe('the look-up of TXT records', () => {
  it('joins the pieces of a long record, and keeps records apart', async () => {
    const long = 'x'.repeat(400);
    server.set('long.test', [long, 'short']);
    const answer = await lookUpTxt('long.test');
    expect(answer.kind === 'found' && answer.records.sort()).toEqual(['short', long]);
  });

  it.each<[DnsEntry, string]>([
    ['NXDOMAIN', 'no-name'],
    [[], 'no-record'],
    ['SERVFAIL', 'failed'],
    ['REFUSED', 'refused'],
    ['no answer', 'timeout'],
  ])('tells %j from the other ways to fail', async (entry, kind) => {
    server.set('odd.test', entry);
    expect(await lookUpTxt('odd.test', IMPATIENT)).toEqual({ kind });
  });
});

describe('the check of the record of a domain', () => {
  it.each<[string, DnsEntry, string]>([
    ['the record', [RECORD], 'Found the record at _rollcall.acme.test.'],
    ['the record among others', ['v=spf1 -all', RECORD], 'Found the record at _rollcall.acme.test.'],
    ['the record in quotation marks', [`"${RECORD}"`], 'Found the record at _rollcall.acme.test.'],
    ['the record with blanks around it', [` ${RECORD} `], 'Found the record at _rollcall.acme.test.'],
  ])('is content with %s', async (_, entry, finding) => {
    server.set(NAME, entry);
    expect(await check()).toEqual({ proven: true, finding });
  });

  it.each<[string, DnsEntry, string]>([
    ['nothing', 'NXDOMAIN', 'There is no _rollcall.acme.test in the DNS. Add the record'],
    ['a name without TXT record', [], 'is in the DNS, but has no TXT record'],
    ['another record', ['v=spf1 -all'], 'Found another TXT record at _rollcall.acme.test: “v=spf1 -all”.'],
    ['a longer value', [`${RECORD}x`], `with another value, “${RECORD}x”`],
    ['the value in other letters', [RECORD.toUpperCase()], 'Found another TXT record'],
    ['another challenge', ['rollcall-domain-verification=old'], 'Replace it by the value shown here.'],
    ['four other records', ['a', 'b', 'c', 'd'], 'Found 4 other TXT records at _rollcall.acme.test: “'],
    ['a failing server', 'SERVFAIL', 'failed on _rollcall.acme.test (SERVFAIL)'],
    ['a refusing server', 'REFUSED', 'refused to answer for _rollcall.acme.test (REFUSED)'],
    ['a silent server', 'no answer', 'No name server answered for _rollcall.acme.test in time'],
  ])('says what it found: %s', async (_, entry, finding) => {
    server.set(NAME, entry);
    const found = await check();
    expect(found).toEqual({ proven: false, finding: expect.stringContaining(finding) });
    expect(found.finding.length).toBeLessThan(600);
  });

  it('shows a part of what strangers write, on one line', async () => {
    server.set(NAME, ['x'.repeat(5_000), 'a\nb\u0007c', 'c', 'd'].slice(1).concat('y'.repeat(250)));
    const { finding } = await check();
    expect(finding).toContain(', and 1 more');
    expect(finding).not.toMatch(/\p{Cc}/u);
  });

  it.each(['acme.test', '_rollcall.acme.test.acme.test'])('finds the record at %s, where it does not count', async (place) => {
    server.set(NAME, 'NXDOMAIN');
    server.set(place, [RECORD]);
    expect(await check()).toEqual({
      proven: false,
      finding: `The record is at ${place}. Move it to _rollcall.acme.test: there is where it counts.`,
    });
    server.set(place, 'NXDOMAIN');
  });
});
