import type { ActionFailure } from '@/lib/shared/action-result';

/** Values as another admin left them. */
export type SavedBy<Values> = Values & {
  updatedByName: string | null;
  /** ISO 8601. */
  updatedAt: string;
};

/** Someone else saved since the form was filled. Nothing was overwritten. */
export interface SaveConflict<Values> {
  ok: false;
  reason: 'conflict';
  message: string;
  theirs: SavedBy<Values>;
}

/** What saving a settings page answers. */
export type SaveResult<Values, Data = undefined> =
  | { ok: true; data: Data }
  | SaveConflict<Values>
  | ActionFailure;

export function isSaveConflict<Values, Data>(
  result: SaveResult<Values, Data>,
): result is SaveConflict<Values> {
  return !result.ok && 'theirs' in result;
}
