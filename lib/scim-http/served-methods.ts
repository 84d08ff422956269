import { collections, resources } from '@/lib/scim-http/routes';
import type { Endpoint } from '@/lib/scim-http/scim-call';

/** A method of an endpoint, as the reference page shows it. */
export interface ServedMethod {
  method: string;
  /** Below the base URL, with "{id}" for what names a resource: "/Users/{id}". */
  path: string;
  /** Completes "Okta production could not …". */
  purpose: string;
  /** The status of success. */
  status: number;
}

/** Every request that has an endpoint, collection by collection. */
export function servedMethods(): ServedMethod[] {
  return [...collections].flatMap(([name, { actions }]) => {
    const resource = resources.get(name);
    return [
      ...methodsOf(`/${name}`, actions),
      ...(resource ? methodsOf(`/${name}/{id}`, resource.actions) : []),
    ];
  });
}

function methodsOf(path: string, actions: Endpoint['actions']): ServedMethod[] {
  return Object.entries(actions).map(([method, { purpose, status }]) => ({ method, path, purpose, status }));
}
