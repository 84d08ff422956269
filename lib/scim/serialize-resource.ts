import { project, type Projection } from './projection';
import { toResource, type ScimDocument, type ServerFacts } from './resource';

/**
 * The JSON text of a resource, as far as the projection shows it. `members` of a group is JSON text too, made
 * and projected by the store: a group of thousands is never held member by member.
 */
export function serializeResource(
  projection: Projection,
  document: ScimDocument,
  facts: ServerFacts,
  members?: string,
): string {
  const shown = JSON.stringify(project(projection, toResource(projection.type, document, facts)));
  return members === undefined ? shown : `${shown.slice(0, -1)},"members":${members}}`;
}
