import type { Preview } from '@/lib/mapping/preview';
import { countOf } from '../identity/count-of';

/** "12 people change role · 0 lose access · 3 become admin · 4,797 stay as they are". */
export function previewLine({ counts, people }: Pick<Preview, 'counts' | 'people'>): string {
  if (people === 0) return 'Nobody’s roles change now';
  const { changed, losesAccess, newAdmins, newOwners, unchanged } = counts;
  if (changed === 0) {
    return people === 1 ? 'Nobody changes role · 1 person stays as they are' : `Nobody changes role · all ${people.toLocaleString('en')} stay as they are`;
  }
  return [
    countOf(changed, 'person changes role', 'people change role'),
    countOf(losesAccess, 'loses access', 'lose access'),
    ...(newOwners > 0 ? [countOf(newOwners, 'becomes owner', 'become owner')] : []),
    countOf(newAdmins, 'becomes admin', 'become admin'),
    countOf(unchanged, 'stays as they are', 'stay as they are'),
  ].join(' · ');
}
