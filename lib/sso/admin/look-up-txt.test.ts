import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookUpTxt } from '@/lib/sso/admin/look-up-txt';
import type { DnsEntry, DnsServer } from '@/testing/dns-server';
import { startDnsServer } from '@/testing/dns-server';

const IMPATIENT = { timeoutMs: 50, tries: 1 };

let server: DnsServer;

beforeAll(async () => {
  server = await startDnsServer();
  process.env.ROLLCALL_DNS_SERVERS = server.address;
});
afterAll(() => server.close());

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
