import type { AttributeChange } from '@/lib/activity/identity-event';
import type { CustomAttribute, CustomExtension } from '@/lib/scim/schema/custom-extension';

/** An attribute that came to an extension or left it, as its event shows it. */
export function attributeChange(
  { urn }: CustomExtension,
  { before, after }: { before?: CustomAttribute; after?: CustomAttribute },
): AttributeChange {
  const name = (after ?? before)?.name ?? '';
  return {
    attribute: `${urn}:${name}`,
    before: before ? kindOf(before) : null,
    after: after ? kindOf(after) : null,
  };
}

/** What values an attribute has, in words: `integer, multi-valued`. */
export function kindOf({ type, multiValued, caseExact }: CustomAttribute): string {
  return [type, multiValued && 'multi-valued', caseExact && 'case-exact'].filter(Boolean).join(', ');
}
