'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { fetchJson } from '../identity/fetch-json';
import { useDebounced } from '../ui/use-debounced';
import type { PreviewAnswer, PreviewListing, PreviewQuestion } from './preview-answer';

const editingMs = 400;
const typingMs = 250;

const numbers = new WeakMap<MappingDraft, number>();
let last = 0;

/** Names a draft in a query's key, which would otherwise be made of thousands of rules at every render. */
function draftNumber(draft: MappingDraft): number {
  const known = numbers.get(draft) ?? ++last;
  numbers.set(draft, known);
  return known;
}

export interface PreviewState {
  /** The latest answer; it stays, as stale, while another is worked out. */
  answer: PreviewAnswer | undefined;
  stale: boolean;
  /** The server did not answer. */
  failed: boolean;
  retry: () => void;
  /** The draft that the answer is about. */
  about: MappingDraft | null;
}

/**
 * What saving a draft would do, asked 400 ms after its last edit. An answer to an older question never takes
 * the place of a newer one.
 * @param draft the same object until it is edited; nothing is asked without one.
 */
export function usePreview(draft: MappingDraft | null, listing: PreviewListing): PreviewState {
  const settled = useDebounced(draft, editingMs);
  const search = useDebounced(listing.search, typingMs);
  const asked = draft && settled;
  const question = { ...listing, search };
  const { data, isFetching, isError, isPlaceholderData, refetch } = useQuery({
    queryKey: ['role-preview', asked ? draftNumber(asked) : 0, question.search, question.kind, question.page],
    queryFn: async ({ signal }) => {
      if (!asked) throw new Error('There is no draft to ask about.');
      const body: PreviewQuestion = { ...question, draft: asked };
      return { about: asked, answer: await fetchJson<PreviewAnswer>('/api/role-preview', signal, body) };
    },
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  const known = asked ? data : undefined;
  return {
    answer: known?.answer,
    about: known?.about ?? null,
    stale: draft !== settled || listing.search !== search || isPlaceholderData || (isFetching && !known),
    failed: isError,
    retry: () => void refetch(),
  };
}
