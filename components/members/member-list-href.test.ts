import { describe, expect, it } from 'vitest';
import { memberListSchema } from '@/lib/members/member-list-query';
import { memberListHref, memberListParameters } from './member-list-href';

describe('the address of the member list', () => {
  it('is bare for the list everyone starts with', () => {
    expect(memberListHref(memberListSchema.parse({}), {})).toBe('/settings/members');
  });

  it('keeps search and filters when the order changes, and starts at the first page again', () => {
    const query = memberListSchema.parse({ q: 'ru iz', role: 'admin', managedBy: 'SCIM', after: 'cursor' });
    expect(memberListHref(query, { sort: 'since', direction: 'desc' })).toBe(
      '/settings/members?q=ru+iz&role=admin&managedBy=SCIM&sort=since&direction=desc',
    );
  });

  it('turns the page when a cursor is what changes', () => {
    const query = memberListSchema.parse({ sort: 'lastSeen', after: 'old' });
    expect(memberListHref(query, { after: 'new' })).toBe('/settings/members?sort=lastSeen&after=new');
  });

  it('reads back as the same list', () => {
    const query = memberListSchema.parse({
      q: 'ana',
      status: 'DEPROVISIONED',
      sort: 'since',
      before: 'cursor',
    });
    expect(memberListSchema.parse(memberListParameters(query))).toEqual(query);
  });
});
