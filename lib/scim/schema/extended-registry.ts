import { toSchema, type CustomExtension } from './custom-extension';
import { coreRegistry, type Registry, type ResourceType } from './registry';

/** What every tenant has and, after it, the extensions that one has of its own. */
export function extendedRegistry(extensions: readonly CustomExtension[]): Registry {
  return { User: extended(coreRegistry.User, extensions), Group: extended(coreRegistry.Group, extensions) };
}

/** A type without extensions of the tenant's stays the one that all tenants share, with all made from it. */
function extended(type: ResourceType, extensions: readonly CustomExtension[]): ResourceType {
  const own = extensions.filter(({ resourceType }) => resourceType === type.name);
  return own.length === 0 ? type : { ...type, extensions: [...type.extensions, ...own.map(toSchema)] };
}
