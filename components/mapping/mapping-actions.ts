import type { ArrivedValues } from '@/lib/mapping/arrived-values';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import type { SaveResult } from '../identity/save-result';

/** What a save that went through answers. */
export interface SavedMapping {
  /** The application that was started; null when the mapping concerns nobody now. */
  applicationId: string | null;
}

export interface SaveMappingInput {
  draft: MappingDraft;
  /** What was typed to confirm; null when nothing was asked for. */
  confirmation: string | null;
}

export type SaveMappingResult = SaveResult<MappingDraft, SavedMapping>;

export type { ArrivedValues };
