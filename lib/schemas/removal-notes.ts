import type { EventNote } from '@/lib/activity/identity-event';
import type { SchemaScene } from '@/lib/schemas/change-schemas';
import type { CustomAttribute, CustomExtension } from '@/lib/scim/schema/custom-extension';
import { foldCase } from '@/lib/shared/fold-case';

/** What removing attributes does to the role mapping, when roles are read from one of them. */
export function mappingNotes(
  { roleAttribute }: SchemaScene,
  { urn, resourceType }: CustomExtension,
  removed: readonly CustomAttribute[],
): EventNote[] {
  const paths = removed.map(({ name }) => foldCase(`${urn}:${name}`));
  if (resourceType !== 'User' || !paths.includes(foldCase(roleAttribute))) return [];
  const consequence = 'without it, people get the default role when they next change';
  return [{ kind: 'warning', text: `Roles are read from \`${roleAttribute}\`: ${consequence}` }];
}
