'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ArrivedValues } from '@/lib/mapping/arrived-values';
import { fetchJson } from '../identity/fetch-json';
import { useDebounced } from '../ui/use-debounced';

/** What has arrived at a path, or why nothing can. */
export type ArrivedAnswer = { problem: string } | ArrivedValues;

const typingMs = 400;

export interface ArrivedInput {
  /** The path as the page was read with, and what was found there. */
  saved: { attribute: string; arrived: ArrivedAnswer };
  /** The path in the form. */
  attribute: string;
}

/** The values at the path in the form: those of the page, or those of a path that is not saved. */
export function useArrivedValues({ saved, attribute }: ArrivedInput): {
  arrived: ArrivedValues | null;
  problem: string | null;
} {
  const path = useDebounced(attribute.trim(), typingMs);
  const isSaved = path === saved.attribute;
  const { data } = useQuery({
    queryKey: ['arrived-values', path],
    queryFn: ({ signal }) =>
      fetchJson<ArrivedAnswer>(`/api/arrived-values?${new URLSearchParams({ attribute: path })}`, signal),
    enabled: !isSaved && path !== '',
    placeholderData: keepPreviousData,
  });
  const answer = isSaved ? saved.arrived : path === '' ? null : (data ?? null);
  if (!answer) return { arrived: null, problem: null };
  return 'problem' in answer ? { arrived: null, problem: answer.problem } : { arrived: answer, problem: null };
}
