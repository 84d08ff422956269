import { z } from 'zod';
import { oneLineSchema } from '@/lib/shared/one-line';

export const memberSorts = ['name', 'since', 'lastSeen'] as const;
export type MemberSort = (typeof memberSorts)[number];

const trimmed = oneLineSchema
  .max(200)
  .transform((text) => text || undefined)
  .optional()
  .catch(undefined);

/**
 * The Members page's search parameters. An address is typed, shortened and shared, so whatever is missing or
 * unknown falls back instead of failing.
 */
export const memberListSchema = z.object({
  /** Words that must all occur in name, email or userName. */
  q: trimmed,
  sort: z.enum(memberSorts).catch('name'),
  direction: z.enum(['asc', 'desc']).catch('asc'),
  status: z.enum(['ACTIVE', 'DEPROVISIONED']).catch('ACTIVE'),
  managedBy: z.enum(['PORTAL', 'SCIM', 'SSO']).optional().catch(undefined),
  /** A role's key. */
  role: trimmed,
  /** Cursors of listMembers: the page after, or before, the row they name. */
  after: z.string().max(2000).optional().catch(undefined),
  before: z.string().max(2000).optional().catch(undefined),
});

export type MemberListQuery = z.output<typeof memberListSchema>;
