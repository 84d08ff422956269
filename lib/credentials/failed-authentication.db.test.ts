import { expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { recordFailedAuthentication } from '@/lib/credentials/failed-authentication';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { newTenant } from '@/testing/new-tenant';

const now = new Date();
const strange = { kind: 'refused', reason: 'missing', owner: null } as const;

it('however many tenants a stranger invents, a tenant hears of its own credential', async () => {
  const { tenantId } = await newTenant();
  const credential = { id: 'reader', label: 'Reader', provider: null };
  for (let index = 0; index < 1_200; index += 1) {
    recordFailedAuthentication(strange, {}, `invented-${index}`, now);
  }
  for (let times = 0; times < 3; times += 1) {
    const owner = { tenantId, credential };
    recordFailedAuthentication({ kind: 'refused', reason: 'revoked', owner }, {}, null, now);
    recordFailedAuthentication(strange, {}, tenantId, now);
  }
  await settleDeferredWrites();
  const { events } = await listEvents(tenantId, { type: ['scim_error'] });
  expect(events.map(({ summary }) => summary).sort()).toEqual([
    'A client was refused: it sent no token',
    'Reader was refused: its token was revoked',
  ]);
});
