import type { Send } from '@/conformance/support/client';
import { isJsonObject, type JsonObject } from '@/lib/scim/json';

const collections = ['/Groups', '/Users'];

/** How many users and groups the tenant of a credential has. */
export async function populationOf(send: Send): Promise<number> {
  let population = 0;
  for (const path of collections) population += Number((await list(send, path, 0)).totalResults);
  return population;
}

/** Deletes every user and group of the tenant of a credential. */
export async function clearTenant(send: Send): Promise<void> {
  for (const path of collections) {
    const { Resources } = await list(send, path, 1000);
    for (const resource of Array.isArray(Resources) ? Resources.filter(isJsonObject) : []) {
      const { status, text } = await send({ method: 'DELETE', path: `${path}/${String(resource.id)}` });
      if (status !== 204) throw new Error(`${path}/${String(resource.id)} could not be deleted: ${status} ${text}`);
    }
  }
}

async function list(send: Send, path: string, count: number): Promise<JsonObject> {
  const { status, json, text } = await send({ method: 'GET', path: `${path}?attributes=id&count=${count}` });
  if (status !== 200 || !json) throw new Error(`${path} could not be read: ${status} ${text.slice(0, 500)}`);
  return json;
}
