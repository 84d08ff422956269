import { describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { eventFiltersSchema, findEvent, listEvents } from '@/lib/activity/list-events';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';

const newTenantId = () => `events-${uuidv7()}`;
const summaries = ({ events }: Awaited<ReturnType<typeof listEvents>>) =>
  events.map(({ summary }) => summary);

async function record(tenantId: string, ...drafts: Partial<IdentityEventDraft>[]): Promise<void> {
  for (const draft of drafts) {
    await recordEvents(db(), [
      { tenantId, type: 'scim_provision', outcome: 'OK', summary: 'created', ...draft },
    ]);
  }
}

/** An event whose id says it is that many seconds old. */
async function recordAged(tenantId: string, summary: string, seconds: number): Promise<string> {
  const at = new Date(Date.now() - seconds * 1000);
  const id = uuidv7({ msecs: at.getTime() });
  await db()
    .insertInto('IdentityEvent')
    .values({ tenantId, id, at, summary, type: 'scim_read', outcome: 'OK' })
    .execute();
  return id;
}

describe('listEvents', () => {
  it('walks newest first without gap or repeat while events are recorded', async () => {
    const tenantId = newTenantId();
    await record(tenantId, ...Array.from({ length: 11 }, (_, number) => ({ summary: `event ${number}` })));
    const met: string[] = [];
    let before: string | undefined;
    do {
      const page = await listEvents(tenantId, { before }, 4);
      met.push(...summaries(page));
      before = page.older ?? undefined;
      await record(tenantId, { summary: 'meanwhile' });
    } while (before);
    expect(met).toEqual(Array.from({ length: 11 }, (_, number) => `event ${10 - number}`));
  });

  it('filters by type, outcome, member, credential and text', async () => {
    const tenantId = newTenantId();
    const requestId = uuidv7();
    await record(
      tenantId,
      { summary: 'Ana was created', subjectEmail: 'ana_r@acme.test', memberId: 'm1', credentialId: 'c1' },
      {
        summary: 'refused',
        type: 'scim_error',
        outcome: 'FAILED',
        path: '/Users/42',
        requestId,
        credentialId: 'c2',
      },
    );
    const found = async (query: object) =>
      summaries(await listEvents(tenantId, eventFiltersSchema.parse(query)));
    expect(await found({ type: 'scim_error,scim_read' })).toEqual(['refused']);
    expect(await found({ type: ['scim_provision', 'scim_error'] })).toEqual(['refused', 'Ana was created']);
    expect(await found({ type: '', outcome: '', q: ' ' })).toHaveLength(2);
    expect(await found({ outcome: 'OK' })).toEqual(['Ana was created']);
    expect(await found({ member: 'm1' })).toEqual(['Ana was created']);
    expect(await found({ credential: 'c2' })).toEqual(['refused']);
    expect(await found({ q: 'ANA_R' })).toEqual(['Ana was created']);
    expect(await found({ q: 'ana%created' })).toEqual([]);
    expect(await found({ q: '/users/4' })).toEqual(['refused']);
    expect(await found({ q: requestId })).toEqual(['refused']);
  });

  it.each([
    { type: 'scim_gossip' },
    { outcome: 'MAYBE' },
    { after: '1' },
    { before: 'x' },
    { q: 'x'.repeat(201) },
  ])('does not guess what %j means', (query) => {
    expect(eventFiltersSchema.safeParse(query).success).toBe(false);
  });

  it('answers a poll with newer events, and again with those just before, which may commit late', async () => {
    const tenantId = newTenantId();
    await recordAged(tenantId, 'long ago', 60);
    await recordAged(tenantId, 'committed late', 5);
    const after = await recordAged(tenantId, 'seen', 1);
    await record(tenantId, { summary: 'new' });
    expect(summaries(await listEvents(tenantId, { after }))).toEqual(['new', 'seen', 'committed late']);
  });
});

describe('findEvent', () => {
  it('shows what was sent and answered to owners and admins only', async () => {
    const tenantId = newTenantId();
    const changes = [{ attribute: 'title', before: null, after: 'CTO' }];
    await record(tenantId, { request: { userName: 'ana' }, response: { id: '1' }, changes });
    const [event] = (await listEvents(tenantId, {})).events;
    const id = event?.id ?? '';
    expect(event).not.toHaveProperty('request');
    for (const level of ['OWNER', 'ADMIN'] as const) {
      expect(await findEvent({ tenantId, level }, id)).toMatchObject({
        request: { userName: 'ana' },
        response: { id: '1' },
        changes,
        payloadHidden: false,
      });
    }
    for (const level of ['MEMBER', 'VIEWER', null] as const) {
      expect(await findEvent({ tenantId, level }, id)).toMatchObject({
        request: null,
        response: null,
        changes: null,
        payloadHidden: true,
      });
    }
  });

  it('is not found by an id that no event can have', async () => {
    expect(await findEvent({ tenantId: newTenantId(), level: 'OWNER' }, 'a\0b')).toBeNull();
  });

  it('does not find the event of another tenant', async () => {
    const [one, two] = [newTenantId(), newTenantId()];
    await record(two, {});
    const id = (await listEvents(two, {})).events[0]?.id ?? '';
    expect(await findEvent({ tenantId: one, level: 'OWNER' }, id)).toBeNull();
    expect((await listEvents(one, {})).events).toEqual([]);
  });
});
