import type { ActionFailure } from '@/lib/shared/action-result';

/** The settings that the identity pages save. */
export interface EditableSettings {
  scimEnabled: boolean;
  logSuccessfulReads: boolean;
}

/** The settings as another admin left them. */
export interface SavedSettings extends EditableSettings {
  updatedByName: string | null;
  /** ISO 8601. */
  updatedAt: string;
}

/** Someone else saved since the form was filled. Nothing was overwritten. */
export interface SaveConflict {
  ok: false;
  reason: 'conflict';
  message: string;
  theirs: SavedSettings;
}

/** What saving identity settings answers. */
export type SaveResult = { ok: true; data: undefined } | SaveConflict | ActionFailure;

export function isSaveConflict(result: SaveResult): result is SaveConflict {
  return !result.ok && 'theirs' in result;
}
