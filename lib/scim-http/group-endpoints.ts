import { createGroup } from '@/lib/provisioning/create-group';
import { deleteGroup } from '@/lib/provisioning/delete-group';
import { getGroup } from '@/lib/provisioning/get-group';
import { groupLocation } from '@/lib/provisioning/group-record';
import { patchGroup } from '@/lib/provisioning/patch-group';
import { replaceGroup } from '@/lib/provisioning/replace-group';
import { listGroups } from '@/lib/scim-http/list-endpoints';
import { answer, changeOf, resourceActions } from '@/lib/scim-http/resource-actions';
import type { Action, Endpoint } from '@/lib/scim-http/scim-call';

const { create, get, replace, remove } = resourceActions('Group', {
  create: createGroup,
  get: getGroup,
  replace: replaceGroup,
  remove: deleteGroup,
  location: groupLocation,
});

/**
 * Entra wants 204, which also spares a group of thousands. A client that says how the answer is to look gets
 * one, as RFC 7644 §3.5.2 demands.
 */
const patch: Action = {
  purpose: 'update a group',
  status: 204,
  async perform(call) {
    const { context, query } = call;
    const change = changeOf(call, 'Group');
    const isAnswered = query.has('attributes') || query.has('excludedAttributes');
    const projection = isAnswered ? change.projection : null;
    const event = { ...context.event, status: isAnswered ? 200 : 204 };
    const body = await call.readBody();
    return answer(await patchGroup({ ...context, event }, { ...change, projection, body }), 200);
  },
};

export const groupsEndpoint: Endpoint = {
  actions: { GET: listGroups, POST: create },
  resourceType: 'Group',
  isDiscovery: false,
};

export const groupEndpoint: Endpoint = {
  actions: { GET: get, PUT: replace, PATCH: patch, DELETE: remove },
  resourceType: 'Group',
  isDiscovery: false,
};
