import { runBulk } from '@/lib/scim-http/run-bulk';
import type { Action, Endpoint } from '@/lib/scim-http/scim-call';
import { parseBulkRequest } from '@/lib/scim/bulk/bulk-request';
import { bulkResponse } from '@/lib/scim/bulk/bulk-response';

/** POST /Bulk (RFC 7644 §3.7): 200 whatever becomes of its operations, each of which has its own result. */
const carryOut: Action = {
  purpose: 'carry out a bulk request',
  status: 200,
  async perform(call) {
    const request = parseBulkRequest(await call.readBody(), call.context.mode);
    return { status: 200, body: JSON.stringify(bulkResponse(await runBulk(call, request))) };
  },
};

export const bulkEndpoint: Endpoint = {
  actions: { POST: carryOut },
  resourceType: null,
  isDiscovery: false,
};
