import { headCount } from '@/lib/mapping/head-count';
import type { MappingEffect } from '@/lib/mapping/mapping-effect';
import type { Preview, PreviewRow } from '@/lib/mapping/preview';
import type { DifferenceCounts, PersonDifference } from '@/lib/mapping/role-differences';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { highestLevel, permissionLevels } from '@/lib/roles/role';
import type { RoleMapping } from '@/lib/roles/role-mapping';

/** A page of this many people. */
export const PREVIEW_PAGE = 50;

const NO_CHANGE: DifferenceCounts = {
  changed: 0, gain: 0, lose: 0, losesAccess: 0, newAdmins: 0, newOwners: 0, formerOwners: 0,
};

interface Told {
  effect: MappingEffect;
  stored: StoredMapping;
  /** What the draft would be. */
  mapping: RoleMapping;
  page: number;
  /** Active people whom SCIM manages. */
  managedPeople: number;
}

/** The effect of a draft in names and sentences. */
export function tellEffect({ effect, stored, mapping, page, managedPeople }: Told): Omit<Preview, 'at'> {
  const { applies, differences, refusal, confirmation } = effect;
  const shown = applies ? differences : null;
  const counts = shown?.counts ?? NO_CHANGE;
  const people = shown?.people ?? managedPeople;
  return {
    people,
    counts: { ...counts, unchanged: people - counts.changed },
    byRole: (shown?.byRole ?? []).map((role) => ({ ...role, name: nameOf(mapping, role.roleKey) })),
    note: applies ? null : whyNobody(effect, stored, managedPeople),
    refusal: refusal?.message ?? null,
    confirmation,
    you: shown?.own ? ownLoss(shown.own, mapping) : null,
    rows: (shown?.rows ?? []).map((row) => tellPerson(row, mapping)),
    listed: shown?.listed ?? 0,
    page,
    pages: Math.max(1, Math.ceil((shown?.listed ?? 0) / PREVIEW_PAGE)),
  };
}

function whyNobody({ differences }: MappingEffect, stored: StoredMapping, managedPeople: number): string {
  if (!differences) {
    const unlocks = stored.scimEnabled && stored.source !== 'PORTAL' && managedPeople > 0;
    if (!unlocks) return "Nobody's roles change; admins set them on the Members page.";
    return `Nobody's roles change. Those of ${headCount(managedPeople)} are no longer locked: admins set them on the `
      + 'Members page.';
  }
  const { people, counts } = differences;
  const would = `${counts.changed.toLocaleString('en')} of ${headCount(people)} would have other roles`;
  return `SCIM is off, so nobody changes now. If it were turned on, ${would}.`;
}

/** Null when the one who asks keeps the level that they have. */
function ownLoss({ before, after }: PersonDifference, mapping: RoleMapping): string | null {
  const [now, then] = [before, after].map((keys) => levelOf(mapping, keys));
  if (now === undefined || then === undefined || then <= now) return null;
  const lost = before.filter((key) => !after.includes(key)).map((key) => nameOf(mapping, key));
  const rest = after.length === 0 ? 'have no access' : `be ${after.map((key) => nameOf(mapping, key)).join(', ')}`;
  return `You would lose ${lost.join(', ')} and ${rest}.`;
}

/** The rank of the highest level, 0 for owners; no role ranks last. */
function levelOf({ roles }: RoleMapping, keys: readonly string[]): number {
  const highest = highestLevel(roles.filter(({ key }) => keys.includes(key)).map(({ level }) => level));
  return highest === null ? permissionLevels.length : permissionLevels.indexOf(highest);
}

function tellPerson({ before, after, reasons, places, ...person }: PersonDifference, mapping: RoleMapping): PreviewRow {
  const named = (keys: readonly string[]) => keys.map((key) => nameOf(mapping, key));
  return {
    memberId: person.memberId,
    name: person.name,
    email: person.email,
    before: named(before),
    after: named(after),
    because: after.length === 0
      ? 'No rule matches, and the default is no role'
      : told(named(after), after.map((key, at) => reasonOf(mapping, key, places[at] ?? null))),
    formerly: told(named(before), reasons),
  };
}

/** Such as "Admin: group Platform; Member: Default role". */
function told(roles: readonly string[], reasons: readonly string[]): string {
  return roles.map((role, at) => `${role}: ${reasons[at] ?? ''}`).join('; ');
}

function reasonOf({ rules, attribute }: RoleMapping, roleKey: string, place: number | null): string {
  if (place === null) return 'Default role';
  const rule = rules[place];
  if (!rule) return `${attribute} "${roleKey}"`;
  return rule.kind === 'GROUP' ? `group ${rule.name}` : `${attribute} "${rule.name}"`;
}

function nameOf({ roles }: RoleMapping, roleKey: string): string {
  return roles.find(({ key }) => key === roleKey)?.name ?? roleKey;
}
