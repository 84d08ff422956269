import type { CustomAttribute } from '@/lib/scim/schema/custom-extension';

type Kind = Pick<CustomAttribute, 'type' | 'multiValued'> & { caseExact?: boolean };

/** "string, multi-valued, case-exact". */
export function attributeKind({ type, multiValued, caseExact }: Kind): string {
  return [type, multiValued && 'multi-valued', caseExact && 'case-exact'].filter(Boolean).join(', ');
}
