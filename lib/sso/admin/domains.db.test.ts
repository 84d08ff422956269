import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { addDomain } from '@/lib/sso/admin/add-domain';
import { checkDomain } from '@/lib/sso/admin/check-domain';
import type { DomainView } from '@/lib/sso/admin/connection-shape';
import { findConnectionView } from '@/lib/sso/admin/connection-view';
import { listDomains } from '@/lib/sso/admin/list-domains';
import { removeDomain } from '@/lib/sso/admin/remove-domain';
import type { Actor } from '@/lib/roles/permission';
import type { DnsServer } from '@/testing/dns-server';
import { startDnsServer } from '@/testing/dns-server';
import { newTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';

let server: DnsServer;

beforeAll(async () => {
  server = await startDnsServer();
  process.env.ROLLCALL_DNS_SERVERS = server.address;
});
afterAll(() => server.close());

async function claim(actor: Actor, domain: string): Promise<DomainView> {
  const added = await addDomain(actor, { domain });
  if (!added.ok) throw new Error(added.message);
  return added.domain;
}

/** As the admin of the domain would, in their DNS console. */
function publish(...domains: DomainView[]): void {
  server.set(domains[0]?.record.name ?? '', domains.map(({ record }) => record.value));
}

async function summaries(tenantId: string): Promise<string[]> {
  const type = ['admin_domain_added', 'admin_domain_verified', 'admin_domain_removed'] as const;
  const { events } = await listEvents(tenantId, { type: [...type] });
  return events.map(({ summary }) => summary).reverse();
}

describe('adding a domain', () => {
  it('shows the record that proves it, different for each claim', async () => {
    const [{ tenantId, owner }, other] = [await newTenant(), await newTenant()];
    const domain = `${tenantId}.acme.test`;
    const mine = await claim(owner, domain.toUpperCase());
    expect(mine).toMatchObject({ domain, writtenAs: domain, verifiedAt: null, checkedAt: null, finding: null });
    expect(mine.record.name).toBe(`_rollcall.${domain}`);
    expect(mine.record.value).toMatch(/^rollcall-domain-verification=[\w-]{43}$/);
    expect((await claim(other.owner, domain)).record.value).not.toBe(mine.record.value);
    expect(await summaries(tenantId)).toEqual([`Olga Owner added the domain ${domain}, which is not verified yet`]);
  });

  it('reads internationalised domains, and the domain of an address', async () => {
    const { owner } = await newTenant();
    const added = await claim(owner, ' Ana@Bücher.test. ');
    expect(added).toMatchObject({ domain: 'xn--bcher-kva.test', writtenAs: 'bücher.test' });
    expect(await addDomain(owner, { domain: 'xn--BCHER-kva.test' })).toMatchObject({ reason: 'duplicate' });
  });

  it('is refused for what is none, at its field', async () => {
    const { tenantId, owner } = await newTenant();
    const refused = await addDomain(owner, { domain: 'gmail.com' });
    expect(refused).toMatchObject({ ok: false, reason: 'invalid', field: 'domain' });
    expect(await listDomains(tenantId)).toEqual([]);
  });

  it('ends at a hundred domains, also for several at once', async () => {
    const { tenantId, owner } = await newTenant();
    for (let number = 0; number < 98; number += 1) await verifyDomain(tenantId, `d${number}.${tenantId}.test`);
    const more = ['a', 'b', 'c'].map((name) => addDomain(owner, { domain: `${name}.${tenantId}.test` }));
    const reasons = (await Promise.all(more)).map((answer) => (answer.ok ? 'added' : answer.reason));
    expect(reasons.sort()).toEqual(['added', 'added', 'too-many']);
    expect(await listDomains(tenantId)).toHaveLength(100);
  });
});

describe('checking a domain', () => {
  it('verifies it when the record is there, once', async () => {
    const { tenantId, owner } = await newTenant();
    const domain = await claim(owner, `${tenantId}.test`);
    publish(domain);
    const first = await checkDomain(owner, domain);
    expect(first).toMatchObject({ ok: true, verified: true, finding: `Found the record at ${domain.record.name}.` });
    const again = await checkDomain(owner, domain);
    expect(again.ok && again.domain.verifiedAt).toBe(first.ok && first.domain.verifiedAt);
    expect((await summaries(tenantId)).slice(1)).toEqual([`Olga Owner verified the domain ${domain.domain}`]);
  });

  it('says what it found, and keeps it for the page', async () => {
    const { tenantId, owner } = await newTenant();
    const domain = await claim(owner, `${tenantId}.test`);
    server.set(domain.record.name, ['v=spf1 -all']);
    const answer = await checkDomain(owner, domain);
    expect(answer).toMatchObject({ ok: true, verified: false, finding: expect.stringContaining('v=spf1 -all') });
    const [listed] = await listDomains(tenantId);
    expect(listed).toEqual(answer.ok && answer.domain);
    expect(listed?.checkedAt).not.toBeNull();
  });

  it('does not take the record of another tenant', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const domain = `${one.tenantId}.test`;
    const theirs = await claim(other.owner, domain);
    publish(theirs);
    const mine = await claim(one.owner, domain);
    expect(await checkDomain(one.owner, mine)).toMatchObject({ verified: false });
    expect(await checkDomain(other.owner, theirs)).toMatchObject({ verified: true });
  });

  it('keeps a verified domain verified when its record is gone, and warns', async () => {
    const { tenantId, owner } = await newTenant();
    await setConnection(tenantId, {});
    const domain = await claim(owner, `${tenantId}.test`);
    publish(domain);
    await checkDomain(owner, domain);
    server.set(domain.record.name, 'NXDOMAIN');
    const finding = expect.stringMatching(/stays verified, but its record was not found\. There is no/);
    expect(await checkDomain(owner, domain)).toMatchObject({ ok: true, verified: true, finding });
    expect((await findConnectionView(tenantId)).warnings).toEqual([finding]);
    publish(domain);
    await checkDomain(owner, domain);
    expect((await findConnectionView(tenantId)).warnings).toEqual([]);
  });

  it('lets one of two tenants have a domain, and does not tell the other which', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const domain = `${one.tenantId}.test`;
    const [mine, theirs] = [await claim(one.owner, domain), await claim(other.owner, domain)];
    publish(mine, theirs);
    const answers = await Promise.all([checkDomain(one.owner, mine), checkDomain(other.owner, theirs)]);
    expect(answers.map((answer) => answer.ok && answer.verified).sort()).toEqual([false, true]);
    const loser = answers.find((answer) => answer.ok && !answer.verified);
    expect(loser).toHaveProperty('finding', expect.stringContaining('is verified for another organisation here'));
    expect(JSON.stringify(loser)).not.toMatch(new RegExp(`Org |${other.tenantId}`));
    const all = [...(await listDomains(one.tenantId)), ...(await listDomains(other.tenantId))];
    expect(all.filter(({ verifiedAt }) => verifiedAt !== null)).toHaveLength(1);
  });

  it('lets the other tenant have it once the first has given it up', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const domain = `${one.tenantId}.test`;
    const [mine, theirs] = [await claim(one.owner, domain), await claim(other.owner, domain)];
    publish(mine, theirs);
    await checkDomain(one.owner, mine);
    await removeDomain(one.owner, mine);
    expect(await checkDomain(other.owner, theirs)).toMatchObject({ verified: true });
  });

  it('knows no domain of another tenant', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const theirs = await claim(other.owner, `${other.tenantId}.test`);
    publish(theirs);
    expect(await checkDomain(one.owner, theirs)).toMatchObject({ reason: 'not-found' });
    expect(await removeDomain(one.owner, theirs)).toMatchObject({ reason: 'not-found' });
    expect(await listDomains(other.tenantId)).toMatchObject([{ verifiedAt: null, checkedAt: null }]);
    expect((await findConnectionView(one.tenantId)).domains).toEqual([]);
  });

  it('is limited for each tenant', async () => {
    const { tenantId, owner } = await newTenant();
    const domain = await claim(owner, `${tenantId}.test`);
    publish(domain);
    for (let check = 0; check < 30; check += 1) expect((await checkDomain(owner, domain)).ok).toBe(true);
    expect(await checkDomain(owner, domain)).toMatchObject({ reason: 'throttled' });
    const other = await newTenant();
    expect(await checkDomain(other.owner, domain)).toMatchObject({ reason: 'not-found' });
  });
});

describe('removing a domain', () => {
  it('keeps the last verified one while single sign-on is on', async () => {
    const { tenantId, owner } = await newTenant();
    const [one, two] = [`one.${tenantId}.test`, `two.${tenantId}.test`];
    await setConnection(tenantId, {});
    await verifyDomain(tenantId, one);
    await claim(owner, two);
    expect(await removeDomain(owner, { domain: one })).toMatchObject({ reason: 'last-domain' });
    await verifyDomain(tenantId, two);
    const answers = await Promise.all([one, two].map((domain) => removeDomain(owner, { domain })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    await setConnection(tenantId, { enabled: false });
    const [left] = await listDomains(tenantId);
    expect(await removeDomain(owner, { domain: left?.domain ?? '' })).toEqual({ ok: true });
  });

  it('tells in the log whether it was verified', async () => {
    const { tenantId, owner } = await newTenant();
    const domain = await claim(owner, `${tenantId}.test`);
    await removeDomain(owner, domain);
    await claim(owner, domain.domain);
    await verifyDomain(tenantId, domain.domain);
    await removeDomain(owner, domain);
    expect((await summaries(tenantId)).filter((summary) => summary.includes('removed'))).toEqual([
      `Olga Owner removed the domain ${domain.domain}, which was not verified`,
      `Olga Owner removed the domain ${domain.domain}, which was verified`,
    ]);
  });
});

it.each(['MEMBER', 'VIEWER', null] as const)('domains are not for the level %s', async (level) => {
  const { tenantId, owner } = await newTenant();
  const domain = await claim(owner, `${tenantId}.test`);
  publish(domain);
  const actor = { ...owner, level };
  const input = { domain: domain.domain };
  for (const act of [addDomain, checkDomain, removeDomain]) {
    expect(await act(actor, input)).toMatchObject({ ok: false, reason: 'forbidden' });
  }
  expect(await listDomains(tenantId)).toEqual([domain]);
});
