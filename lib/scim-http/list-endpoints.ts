import { listCatalogue } from '@/lib/provisioning/list-catalogue';
import { listResources } from '@/lib/provisioning/list-resources';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { Action, Endpoint, ScimAnswer, ScimCall } from '@/lib/scim-http/scim-call';
import { listResponse, parseListQuery } from '@/lib/scim/list';
import type { ListQuery, Page } from '@/lib/scim/list';
import { parseSearchRequest } from '@/lib/scim/search-request';

/** What a list is of, what people call it, and how a page of it is read. */
interface Listed {
  noun: string;
  page: (context: ProvisioningContext, query: ListQuery) => Promise<Page>;
}

const users = provisioned('users', ['User']);
const groups = provisioned('groups', ['Group']);
const everything = provisioned('users and groups', ['User', 'Group']);
const roles: Listed = { noun: 'roles', page: listCatalogue };

export const listUsers = list(users);
export const listGroups = list(groups);
export const listRoles = list(roles);

/** RFC 7644 §3.4.2.1: the base URL stands for the resource types that clients provision. */
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

export const roleSearchEndpoint: Endpoint = {
  actions: { POST: search(roles) },
  resourceType: 'Role',
  isDiscovery: false,
};

function provisioned(noun: string, types: readonly ('User' | 'Group')[]): Listed {
  return { noun, page: (context, query) => listResources(context, types, query) };
}

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

async function answerList(
  { context }: ScimCall,
  { page, noun }: Listed,
  query: ListQuery,
): Promise<ScimAnswer> {
  const found = await page(context, query);
  return {
    status: 200,
    body: listResponse(found),
    read: `${found.resources.length} of ${found.totalResults} ${noun}`,
  };
}
