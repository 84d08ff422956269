import { describe, expect, it } from 'vitest';
import { isSelective } from '@/lib/provisioning/is-selective';
import { parseFilter } from '@/lib/scim/filter/parser';
import { enterpriseUserUrn } from '@/lib/scim/urns';

describe('isSelective', () => {
  it.each([
    'userName eq "ana"',
    'USERNAME eq "ana"',
    'id eq "u" and manager eq "m"',
    'active eq true and externalId eq "7"',
    'emails.value eq "a@b.test"',
    'emails[type eq "work"].value eq "a@b.test"',
    'members[value eq "u"]',
    'groups eq "g" or userName eq "ana"',
    `${enterpriseUserUrn}:manager.value eq "m"`,
  ])('is true of what identity providers ask by index: %s', (filter) => {
    expect(isSelective(parseFilter(filter))).toBe(true);
  });

  it.each([
    'active eq true',
    'userName co "ana"',
    'not (userName eq "ana")',
    'userName eq "ana" or title pr',
    'emails[type eq "work"]',
    'emails[type eq "work" and value co "@"]',
    'groups.display co "a"',
    'meta.created gt "2026-01-01T00:00:00Z"',
  ])('is false of what may read all of a tenant: %s', (filter) => {
    expect(isSelective(parseFilter(filter))).toBe(false);
  });
});
