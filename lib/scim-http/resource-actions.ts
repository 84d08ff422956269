import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ChangedResource, ServedResource } from '@/lib/provisioning/served-resource';
import type { Action, ScimAnswer, ScimCall } from '@/lib/scim-http/scim-call';
import { ifNoneMatch } from '@/lib/scim/etag';
import type { JsonValue } from '@/lib/scim/json';
import { parseProjection } from '@/lib/scim/projection';
import type { Projection } from '@/lib/scim/projection';
import type { ResourceType } from '@/lib/scim/schema/registry';

type ResourceTypeName = 'User' | 'Group';

/** A change by PUT or PATCH, without its body. */
interface ChangeRequest {
  id: string;
  /** The If-Match header. */
  ifMatch: string | undefined;
  projection: Projection;
}

interface ResourceOperations {
  create: (
    context: ProvisioningContext,
    request: { body: JsonValue; projection: Projection },
  ) => Promise<ServedResource>;
  get: (
    context: ProvisioningContext,
    request: { id: string; projection: Projection },
  ) => Promise<ServedResource>;
  replace: (
    context: ProvisioningContext,
    request: ChangeRequest & { body: JsonValue },
  ) => Promise<ChangedResource>;
  remove: (
    context: ProvisioningContext,
    request: Pick<ChangeRequest, 'id' | 'ifMatch'>,
  ) => Promise<void>;
  location: (baseUrl: string, id: string) => string;
}

/** Reads one resource; a client that has its present version already is told so alone (RFC 7644 §3.14). */
export function readAction(
  noun: string,
  typeOf: (context: ProvisioningContext) => ResourceType,
  get: ResourceOperations['get'],
): Action {
  return {
    purpose: `read a ${noun}`,
    status: 200,
    async perform({ context, id, query, headers }) {
      const found = await get(context, { id, projection: projectionOf(query, typeOf(context)) });
      const read = found.title;
      if (ifNoneMatch(headers['if-none-match'], found.version)) {
        return { status: 304, version: found.version, read };
      }
      return { ...answer(found, 200), read };
    },
  };
}

/** What a client does with resources of the types that it provisions in the same way. */
export function resourceActions(
  resourceType: ResourceTypeName,
  { create, get, replace, remove, location }: ResourceOperations,
): Record<'create' | 'get' | 'replace' | 'remove', Action> {
  const noun = resourceType.toLowerCase();
  return {
    create: {
      purpose: `create a ${noun}`,
      status: 201,
      async perform(call) {
        const projection = projectionOf(call.query, call.context.registry[resourceType]);
        const made = await create(call.context, { body: await call.readBody(), projection });
        return { ...answer(made, 201), location: location(call.context.baseUrl, made.id) };
      },
    },
    get: readAction(noun, ({ registry }) => registry[resourceType], get),
    replace: {
      purpose: `replace a ${noun}`,
      status: 200,
      async perform(call) {
        const change = changeOf(call, resourceType);
        return answer(await replace(call.context, { ...change, body: await call.readBody() }), 200);
      },
    },
    remove: {
      purpose: `delete a ${noun}`,
      status: 204,
      async perform({ context, id, headers }) {
        await remove(context, { id, ifMatch: headers['if-match'] });
        return { status: 204 };
      },
    },
  };
}

/** The request of a PUT or PATCH; parameters that cannot be understood are refused before the body is read. */
export function changeOf(call: ScimCall, resourceType: ResourceTypeName): ChangeRequest {
  const projection = projectionOf(call.query, call.context.registry[resourceType]);
  return { id: call.id, ifMatch: call.headers['if-match'], projection };
}

/** @param status the one of an answer with a body */
export function answer({ version, json, logged }: ChangedResource, status: number): ScimAnswer {
  return { status: json === undefined ? 204 : status, body: json, version, ...(logged && { logged }) };
}

function projectionOf(query: URLSearchParams, type: ResourceType): Projection {
  const attributes = query.get('attributes');
  const excludedAttributes = query.get('excludedAttributes');
  return parseProjection(type, { attributes, excludedAttributes });
}
