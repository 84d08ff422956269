import { createUser } from '@/lib/provisioning/create-user';
import { deleteUser } from '@/lib/provisioning/delete-user';
import { getUser } from '@/lib/provisioning/get-user';
import { listUsers } from '@/lib/provisioning/list-users';
import { patchUser } from '@/lib/provisioning/patch-user';
import { replaceUser } from '@/lib/provisioning/replace-user';
import { userLocation } from '@/lib/provisioning/user-record';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import type { Action, Endpoint, ScimAnswer, ScimCall } from '@/lib/scim-http/scim-call';
import { ifNoneMatch } from '@/lib/scim/etag';
import { listResponse, parseListQuery } from '@/lib/scim/list';
import { parseProjection } from '@/lib/scim/projection';
import type { Projection } from '@/lib/scim/projection';

const list: Action = {
  purpose: 'list users',
  status: 200,
  async perform({ context, query }) {
    const listQuery = parseListQuery(query);
    const page = await listUsers(context, {
      query: listQuery,
      projection: parseProjection(context.registry.User, listQuery),
    });
    const read = `${page.resources.length} of ${page.totalResults} users`;
    return { status: 200, body: listResponse(page), read };
  },
};

const create: Action = {
  purpose: 'create a user',
  status: 201,
  async perform(call) {
    const projection = projectionOf(call);
    const user = await createUser(call.context, { body: await call.readBody(), projection });
    return { ...answer(user, 201), location: userLocation(call.context.baseUrl, user.id) };
  },
};

const get: Action = {
  purpose: 'read a user',
  status: 200,
  async perform(call) {
    const user = await getUser(call.context, { id: call.id, projection: projectionOf(call) });
    const read = user.title;
    if (ifNoneMatch(call.headers['if-none-match'], user.version)) {
      return { status: 304, version: user.version, read };
    }
    return { ...answer(user, 200), read };
  },
};

const replace: Action = {
  purpose: 'replace a user',
  status: 200,
  async perform(call) {
    const change = changeOf(call);
    return answer(await replaceUser(call.context, { ...change, body: await call.readBody() }), 200);
  },
};

const patch: Action = {
  purpose: 'update a user',
  status: 200,
  async perform(call) {
    const change = changeOf(call);
    return answer(await patchUser(call.context, { ...change, body: await call.readBody() }), 200);
  },
};

const remove: Action = {
  purpose: 'delete a user',
  status: 204,
  async perform({ context, id, headers }) {
    await deleteUser(context, { id, ifMatch: headers['if-match'] });
    return { status: 204 };
  },
};

export const usersEndpoint: Endpoint = {
  actions: { GET: list, POST: create },
  resourceType: 'User',
  isDiscovery: false,
};

export const userEndpoint: Endpoint = {
  actions: { GET: get, PUT: replace, PATCH: patch, DELETE: remove },
  resourceType: 'User',
  isDiscovery: false,
};

function projectionOf({ query, context }: ScimCall): Projection {
  const attributes = query.get('attributes');
  const excludedAttributes = query.get('excludedAttributes');
  return parseProjection(context.registry.User, { attributes, excludedAttributes });
}

function changeOf(call: ScimCall) {
  return { id: call.id, ifMatch: call.headers['if-match'], projection: projectionOf(call) };
}

function answer({ version, json }: ServedResource, status: number): ScimAnswer {
  return { status, body: json, version };
}
