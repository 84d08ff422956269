import { listResources } from '@/lib/provisioning/list-resources';
import type { Action, Endpoint, ScimAnswer, ScimCall } from '@/lib/scim-http/scim-call';
import { listResponse, parseListQuery } from '@/lib/scim/list';
import type { ListQuery } from '@/lib/scim/list';
import { parseSearchRequest } from '@/lib/scim/search-request';

/** Which resource types a list is about, and what people call them. */
interface Listed {
  types: readonly ('User' | 'Group')[];
  noun: string;
}

const users: Listed = { types: ['User'], noun: 'users' };
const groups: Listed = { types: ['Group'], noun: 'groups' };
const everything: Listed = { types: ['User', 'Group'], noun: 'users and groups' };

export const listUsers = list(users);
export const listGroups = list(groups);

/** RFC 7644 §3.4.2.1: the base URL stands for all resource types. */
export const rootEndpoint: Endpoint = {
  actions: { GET: list(everything) },
  resourceType: null,
  isDiscovery: false,
};

export const searchEndpoint: Endpoint = {
  actions: { POST: search(everything) },
  resourceType: null,
  isDiscovery: false,
};

export const userSearchEndpoint: Endpoint = {
  actions: { POST: search(users) },
  resourceType: 'User',
  isDiscovery: false,
};

export const groupSearchEndpoint: Endpoint = {
  actions: { POST: search(groups) },
  resourceType: 'Group',
  isDiscovery: false,
};

/** RFC 7644 §3.4.2: the query is in the URL. */
function list(listed: Listed): Action {
  return {
    purpose: `list ${listed.noun}`,
    status: 200,
    perform: (call) => answerList(call, listed, parseListQuery(call.query)),
  };
}

/** RFC 7644 §3.4.3: the query is in the body, where no log and no proxy keeps it. */
function search(listed: Listed): Action {
  return {
    purpose: `search ${listed.noun}`,
    status: 200,
    async perform(call) {
      return answerList(call, listed, parseSearchRequest(await call.readBody(), call.context.mode));
    },
  };
}

async function answerList({ context }: ScimCall, { types, noun }: Listed, query: ListQuery): Promise<ScimAnswer> {
  const page = await listResources(context, types, query);
  return {
    status: 200,
    body: listResponse(page),
    read: `${page.resources.length} of ${page.totalResults} ${noun}`,
  };
}
