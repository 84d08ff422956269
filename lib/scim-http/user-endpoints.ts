import { createUser } from '@/lib/provisioning/create-user';
import { deleteUser } from '@/lib/provisioning/delete-user';
import { getUser } from '@/lib/provisioning/get-user';
import { patchUser } from '@/lib/provisioning/patch-user';
import { replaceUser } from '@/lib/provisioning/replace-user';
import { userLocation } from '@/lib/provisioning/user-record';
import { listUsers } from '@/lib/scim-http/list-endpoints';
import { answer, changeOf, resourceActions } from '@/lib/scim-http/resource-actions';
import type { Action, Endpoint } from '@/lib/scim-http/scim-call';

const { create, get, replace, remove } = resourceActions('User', {
  create: createUser,
  get: getUser,
  replace: replaceUser,
  remove: deleteUser,
  location: userLocation,
});

const patch: Action = {
  purpose: 'update a user',
  status: 200,
  async perform(call) {
    const change = changeOf(call, 'User');
    return answer(await patchUser(call.context, { ...change, body: await call.readBody() }), 200);
  },
};

export const usersEndpoint: Endpoint = {
  actions: { GET: listUsers, POST: create },
  resourceType: 'User',
  isDiscovery: false,
};

export const userEndpoint: Endpoint = {
  actions: { GET: get, PUT: replace, PATCH: patch, DELETE: remove },
  resourceType: 'User',
  isDiscovery: false,
};
