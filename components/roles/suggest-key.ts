import { foldCase } from '@/lib/shared/fold-case';

/** A key that a role of this name could have: "Billing clerk" is `billing-clerk`. Empty when nothing of it fits. */
export function suggestKey(name: string): string {
  const plain = foldCase(name).normalize('NFKD').replace(/\p{Mn}/gu, '');
  return plain
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 60)
    .replace(/^[._-]+|[._-]+$/g, '');
}
