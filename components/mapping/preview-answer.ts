import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import type { Preview } from '@/lib/mapping/preview';
import type { ActionFailure } from '@/lib/shared/action-result';

/** Which part of the people it would change a preview lists. */
export interface PreviewListing {
  search: string;
  kind: 'all' | 'gain' | 'lose' | 'no-access' | 'powerful';
  /** From 1. */
  page: number;
}

export const firstPage: PreviewListing = { search: '', kind: 'all', page: 1 };

/** What is asked of `/api/role-preview`. */
export interface PreviewQuestion extends PreviewListing {
  draft: MappingDraft;
}

/** A preview as it travels: times as ISO 8601. */
export type SentPreview = Omit<Preview, 'at'> & { at: string };

export type PreviewAnswer = { ok: true; preview: SentPreview } | ActionFailure;
