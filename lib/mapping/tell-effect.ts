import { headCount } from '@/lib/mapping/head-count';
import type { MappingEffect } from '@/lib/mapping/mapping-effect';
import type { Preview, PreviewRow } from '@/lib/mapping/preview';
import type { DifferenceCounts } from '@/lib/mapping/count-differences';
import type { PersonDifference } from '@/lib/mapping/role-differences';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import type { DerivedRoles } from '@/lib/roles/derive-roles';
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
  /** What the draft gives the people listed, by the ids of their users. */
  derived: ReadonlyMap<string, DerivedRoles>;
}

/** The effect of a draft in names and sentences. */
export function tellEffect({ effect, stored, mapping, page, managedPeople, derived }: Told): Omit<Preview, 'at'> {
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
    rows: (shown?.rows ?? []).map((row) => tellPerson(row, mapping, derived.get(row.userId))),
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
  const until = stored.ssoEnabled ? ': roles follow at each person’s next sign-in through SSO' : '';
  return `SCIM is off, so nobody changes now${until}. If SCIM were turned on, ${would}.`;
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

function tellPerson(person: PersonDifference, mapping: RoleMapping, derived: DerivedRoles | undefined): PreviewRow {
  const { memberId, name, email, before, after, reasons } = person;
  const named = (keys: readonly string[]) => keys.map((key) => nameOf(mapping, key));
  const given = new Map(derived?.grants.map(({ roleKey, reason }) => [roleKey, reason]));
  const because = after.map((key) => `${nameOf(mapping, key)}: ${given.get(key) ?? 'the mapping'}`);
  return {
    memberId,
    name,
    email,
    before: named(before),
    after: named(after),
    because: because.join('; ') || (derived?.reasons.join(' ') ?? ''),
    formerly: before.map((key) => `${nameOf(mapping, key)}: ${reasons[key] ?? ''}`).join('; '),
  };
}

function nameOf({ roles }: RoleMapping, roleKey: string): string {
  return roles.find(({ key }) => key === roleKey)?.name ?? roleKey;
}
