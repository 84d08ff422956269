import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Send } from '@/conformance/support/client';
import { replay } from '@/conformance/support/replay';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { readTranscripts } from '@/conformance/support/transcript';
import type { Transcript } from '@/conformance/support/transcript';
import { isJsonObject } from '@/lib/scim/json';
import { addRules } from '@/testing/add-rules';
import { setMapping } from '@/testing/set-mapping';
import { wronglyHeld } from '@/testing/wrongly-held';

/**
 * The same traffic where every group that it pushes gives a role: each request has the same answer, and when it is
 * there, everybody's roles follow from the groups.
 */
describe('pushed groups that give roles', () => {
  let adapter: Adapter;
  beforeAll(async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter = await open();
  });
  afterAll(() => adapter.close());

  const pushing = readTranscripts().filter((transcript) => groupsOf(transcript).length > 0);

  it('are what several identity providers push', () => {
    expect(pushing.map(({ title }) => title).length).toBeGreaterThan(3);
  });

  describe.each(pushing)('$title', (transcript) => {
    const variables = new Map<string, string>();
    let tenantId: string;
    let send: Send;
    beforeAll(async () => {
      const tenant = await createTestTenant(transcript.credential);
      ({ tenantId } = tenant);
      const authenticated = withToken(adapter.send, tenant.token);
      send = (request) => authenticated({ ...request, path: `/${tenantId}${request.path}` });
      const roleKeys = ['admin', 'viewer'] as const;
      const rules = groupsOf(transcript).map((name, n) => {
        return { kind: 'GROUP' as const, name, roleKey: roleKeys[n % roleKeys.length] ?? 'admin' };
      });
      await addRules(tenantId, rules);
      await setMapping(tenantId, { source: 'IDP_GROUPS' });
    });

    it.each(transcript.exchanges)('$title', async (exchange) => {
      expect(await replay(send, exchange, variables)).toEqual([]);
      expect(await wronglyHeld(tenantId)).toEqual([]);
    });
  });
});

/** The names under which a transcript creates groups. */
function groupsOf({ exchanges }: Transcript): string[] {
  const names = exchanges.flatMap(({ request: { method, path, body } }) => {
    const creates = method === 'POST' && path === '/Groups' && isJsonObject(body);
    return creates && typeof body.displayName === 'string' ? [body.displayName] : [];
  });
  return [...new Set(names)];
}
