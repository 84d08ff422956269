import { headCount } from '@/lib/mapping/head-count';
import type { DifferenceCounts } from '@/lib/mapping/count-differences';

/** What is typed to save a mapping whose effect is hard to take back, and why. */
export interface Confirmation {
  phrase: string;
  /** Such as "214 people would have no role, hence no access". */
  why: string[];
}

/** So many people may lose access without anybody having confirmed it. */
const MOST_UNCONFIRMED = 10;

type Grave = Pick<DifferenceCounts, 'losesAccess' | 'newAdmins' | 'newOwners'>;

/** Null when none is needed. The phrase holds the numbers, so that what was read is what will happen. */
export function confirmationOf({ losesAccess, newAdmins, newOwners }: Grave): Confirmation | null {
  const phrases: string[] = [];
  const why: string[] = [];
  if (losesAccess > MOST_UNCONFIRMED) {
    phrases.push(`remove ${losesAccess}`);
    why.push(`${headCount(losesAccess)} would have no role, hence no access`);
  }
  if (newOwners + newAdmins > 0) phrases.push(`grant ${newOwners + newAdmins}`);
  if (newOwners > 0) why.push(`${headCount(newOwners)} would become owner`);
  if (newAdmins > 0) why.push(`${headCount(newAdmins)} would become admin`);
  return phrases.length === 0 ? null : { phrase: phrases.join(' '), why };
}

/** Whether what was typed is the phrase; spaces and case do not matter. */
export function isConfirmed({ phrase }: Confirmation, typed: string | null): boolean {
  return typed !== null && typed.trim().replace(/\s+/gu, ' ').toLowerCase() === phrase;
}
