import type { Confirmation } from '@/lib/mapping/confirmation';
import type { DifferenceCounts } from '@/lib/mapping/count-differences';

/** A person whose roles would change; roles by name. */
export interface PreviewRow {
  memberId: string;
  name: string;
  email: string;
  before: string[];
  after: string[];
  /** Why they would have the roles of `after`, such as "Admin: group rollcall-admins". */
  because: string;
  /** Why they have the roles of `before`. */
  formerly: string;
}

/** What saving a draft would do to the people there are now. */
export interface Preview {
  /** When the data was read. */
  at: Date;
  /** People whose roles would follow the mapping: active ones whom SCIM manages. */
  people: number;
  /** All zero when nobody changes now. */
  counts: DifferenceCounts & { unchanged: number };
  /** Roles that somebody would gain or lose. */
  byRole: { roleKey: string; name: string; gain: number; lose: number }[];
  /** Why nobody changes now, or what else to know; null when there is nothing. */
  note: string | null;
  /** Why it cannot be saved; null when it can. */
  refusal: string | null;
  /** What has to be typed to save it; null when nothing has. */
  confirmation: Confirmation | null;
  /** What it means for the one who asks, when they would lose a level: "You would lose Admin". */
  you: string | null;
  /** A page of those listed, the gravest first. */
  rows: PreviewRow[];
  /** How many are listed on all pages. */
  listed: number;
  page: number;
  /** At least 1. */
  pages: number;
}
