import { foldCase } from '@/lib/shared/fold-case';

/** The folded columns of a member, derived from what is shown; every writer of members uses this. */
export function memberKeys(member: { displayName: string; email: string; userName?: string | null }): {
  emailKey: string;
  nameKey: string;
  searchKey: string;
} {
  const { displayName, email, userName } = member;
  return {
    emailKey: foldCase(email),
    nameKey: foldCase(displayName),
    // The line breaks keep a search from matching across two fields.
    searchKey: foldCase([...new Set([displayName, email, userName ?? email])].join('\n')),
  };
}
