import type { RoleSets } from '@/lib/mapping/role-sets';
import { highestLevel, permissionLevels } from '@/lib/roles/role';
import type { MappableRole } from '@/lib/roles/role-mapping';

/** How many people a mapping gives other roles than they have. One person may be in several of the numbers. */
export interface DifferenceCounts {
  changed: number;
  /** People who get a role they do not have. */
  gain: number;
  /** People who lose a role. */
  lose: number;
  /** People who have a role now and would have none, hence no access. */
  losesAccess: number;
  /** People whose highest level becomes admin, and is neither admin nor owner now. */
  newAdmins: number;
  /** People who become owners. */
  newOwners: number;
  /** People who cease to be owners. */
  formerOwners: number;
}

export interface RoleDifferences {
  /** People whose roles follow the mapping: active ones whom SCIM manages. */
  people: number;
  counts: DifferenceCounts;
  /** Roles that somebody gains or loses, by key. */
  byRole: { roleKey: string; gain: number; lose: number }[];
  /** Whether the tenant has an active owner now, and whether it would have one. */
  hasOwner: boolean;
  keepsOwner: boolean;
}

/** How many people have one set of roles and would have another, or the same. */
export interface RoleSetCount {
  before: string;
  after: string;
  people: number;
}

/** @param ownerElsewhere whether anybody is an active owner whom the mapping does not concern */
export function countDifferences(
  setCounts: readonly RoleSetCount[],
  sets: RoleSets,
  roles: readonly Pick<MappableRole, 'key' | 'level'>[],
  ownerElsewhere: boolean,
): RoleDifferences {
  const counts = { changed: 0, gain: 0, lose: 0, losesAccess: 0, newAdmins: 0, newOwners: 0, formerOwners: 0 };
  const byRole = new Map<string, { gain: number; lose: number }>();
  const rankOf = (keys: readonly string[]) => {
    const highest = highestLevel(roles.filter(({ key }) => keys.includes(key)).map(({ level }) => level));
    return highest === null ? permissionLevels.length : permissionLevels.indexOf(highest);
  };
  const [ownerRank, adminRank] = [permissionLevels.indexOf('OWNER'), permissionLevels.indexOf('ADMIN')];
  let [people, hasOwner, keepsOwner] = [0, ownerElsewhere, ownerElsewhere];
  for (const set of setCounts) {
    const [before, after] = [sets.keysOf(set.before), sets.keysOf(set.after)];
    const [rank, newRank] = [rankOf(before), rankOf(after)];
    people += set.people;
    hasOwner ||= rank === ownerRank;
    keepsOwner ||= newRank === ownerRank;
    if (set.before === set.after) continue;
    const gained = after.filter((key) => !before.includes(key));
    const lost = before.filter((key) => !after.includes(key));
    counts.changed += set.people;
    if (gained.length > 0) counts.gain += set.people;
    if (lost.length > 0) counts.lose += set.people;
    if (before.length > 0 && after.length === 0) counts.losesAccess += set.people;
    if (newRank === ownerRank && rank !== ownerRank) counts.newOwners += set.people;
    if (rank === ownerRank && newRank !== ownerRank) counts.formerOwners += set.people;
    if (newRank === adminRank && rank > adminRank) counts.newAdmins += set.people;
    for (const key of gained) tally(byRole, key).gain += set.people;
    for (const key of lost) tally(byRole, key).lose += set.people;
  }
  const told = [...byRole].map(([roleKey, role]) => ({ roleKey, ...role }));
  return { people, counts, byRole: told.sort((a, b) => (a.roleKey < b.roleKey ? -1 : 1)), hasOwner, keepsOwner };
}

function tally(byRole: Map<string, { gain: number; lose: number }>, key: string): { gain: number; lose: number } {
  const known = byRole.get(key) ?? { gain: 0, lose: 0 };
  byRole.set(key, known);
  return known;
}
