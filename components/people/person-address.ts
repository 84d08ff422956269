import type { MemberListQuery } from '@/lib/members/member-list-query';
import { memberListParameters } from '../members/member-list-href';

/** The address of a person's page. With the list that leads there, the way back is to the same place in it. */
export function personHref(memberId: string, list?: MemberListQuery): string {
  const parameters = new URLSearchParams(list ? memberListParameters(list) : {});
  const path = `/settings/members/${encodeURIComponent(memberId)}`;
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}
