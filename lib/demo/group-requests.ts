import type { DemoRequest } from '@/lib/demo/story';
import type { JsonObject } from '@/lib/scim/json';
import { coreGroupUrn, patchOpUrn } from '@/lib/scim/urns';

/** The look-up by displayName with which a provider begins. */
export function lookUpGroup(name: string, more: Record<string, string> = {}): DemoRequest {
  const query = new URLSearchParams({ ...more, filter: `displayName eq "${name}"` }).toString();
  return () => ({ method: 'GET', path: '/Groups', query });
}

/** POST /Groups */
export function createGroup(name: string, extra: JsonObject = {}): DemoRequest {
  const body = { schemas: [coreGroupUrn], displayName: name, ...extra };
  return () => ({ method: 'POST', path: '/Groups', body, creates: name });
}

/** PATCH /Groups/{id}; the operations may need the ids of people and groups. */
export function patchGroup(name: string, ...operations: ((idOf: (of: string) => string) => JsonObject)[]): DemoRequest {
  return (idOf) => ({
    method: 'PATCH',
    path: `/Groups/${idOf(name)}`,
    body: { schemas: [patchOpUrn], Operations: operations.map((operation) => operation(idOf)) },
  });
}
