import { expect } from 'vitest';
import type { ClientResponse, Send } from '@/conformance/support/client';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject } from '@/lib/scim/json';
import {
  bulkRequestUrn,
  bulkResponseUrn,
  coreGroupUrn,
  coreUserUrn,
  enterpriseUserUrn,
  patchOpUrn,
} from '@/lib/scim/urns';

export function sendBulk(send: Send, operations: object[], more: object = {}): Promise<ClientResponse> {
  const body = { schemas: [bulkRequestUrn], Operations: operations, ...more };
  return send({ method: 'POST', path: '/Bulk', body });
}

/** The results of a bulk request that was carried out. */
export function resultsOf({ status, json }: ClientResponse): JsonObject[] {
  expect([status, json?.schemas]).toEqual([200, [bulkResponseUrn]]);
  return [json?.Operations ?? []].flat().filter(isJsonObject);
}

export function statusesOf(response: ClientResponse) {
  return resultsOf(response).map(({ status }) => status);
}

/** What a GET of a result's location answers. */
export async function resourceAt(send: Send, result: JsonObject | undefined): Promise<JsonObject> {
  const path = String(result?.location).split('/scim/v2')[1] ?? '';
  const { json } = await send({ method: 'GET', path });
  return json ?? {};
}

export function idOf(result: JsonObject | undefined): string {
  return String(result?.location).split('/').at(-1) ?? '';
}

/** The POST of a user whose userName begins with the bulkId. */
export function userCreation(bulkId: string, more: object = {}) {
  const data = { schemas: [coreUserUrn], userName: `${bulkId}@acme.test`, ...more };
  return { method: 'POST', path: '/Users', bulkId, data };
}

/** The POST of a group whose displayName is the bulkId. */
export function groupCreation(bulkId: string, ...memberIds: string[]) {
  const members = memberIds.map((value) => ({ value }));
  const data = { schemas: [coreGroupUrn], displayName: bulkId, members };
  return { method: 'POST', path: '/Groups', bulkId, data };
}

export function managedBy(value: string) {
  return { [enterpriseUserUrn]: { manager: { value } } };
}

export function replacement(path: string, value: object) {
  return { method: 'PATCH', path, data: { schemas: [patchOpUrn], Operations: [{ op: 'replace', value }] } };
}
