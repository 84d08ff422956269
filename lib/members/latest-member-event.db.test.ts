import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { IdentityEventType } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import { latestMemberEvent } from '@/lib/members/latest-member-event';

function record(tenantId: string, type: IdentityEventType, summary: string): Promise<void> {
  return recordEvents(db(), [{ tenantId, type, outcome: 'OK', summary }]);
}

async function latestSummary(tenantId: string): Promise<string | undefined> {
  const latest = await latestMemberEvent(tenantId);
  const event = await db()
    .selectFrom('IdentityEvent')
    .select('summary')
    .where('tenantId', '=', tenantId)
    .where('id', '=', latest?.id ?? '')
    .executeTakeFirst();
  return event?.summary;
}

describe('the latest change to the members', () => {
  it('is none where nothing has changed', async () => {
    const tenantId = `quiet-${randomUUID()}`;
    await record(tenantId, 'scim_read', 'Okta looked');
    await record(tenantId, 'admin_settings_changed', 'Ana turned SCIM on');
    expect(await latestMemberEvent(tenantId)).toBeNull();
  });

  it('is the newest of every kind, of this tenant alone, and says whether a sync made it', async () => {
    const [tenantId, other] = [`busy-${randomUUID()}`, `other-${randomUUID()}`];
    await record(tenantId, 'admin_member_invited', 'Ana invited Sam');
    await record(tenantId, 'scim_provision', 'Okta created Zoe');
    await record(tenantId, 'scim_error', 'Okta failed');
    await record(other, 'scim_deprovision', 'Entra deactivated Max');
    expect(await latestSummary(tenantId)).toBe('Okta created Zoe');
    expect(await latestMemberEvent(tenantId)).toMatchObject({ bySync: true });
    await record(tenantId, 'admin_member_removed', 'Ana removed Sam');
    expect(await latestSummary(tenantId)).toBe('Ana removed Sam');
    expect(await latestMemberEvent(tenantId)).toMatchObject({ bySync: false });
  });
});
