'use client';

import { useEffect, useRef, useState } from 'react';
import { foldCase } from '@/lib/shared/fold-case';
import type { RuleRow } from './rule-edits';

/** As many rules are drawn at a time. */
export const RULES_PER_PAGE = 50;

export interface RulePages {
  /** The rows of the page, each with its place in the whole list. */
  shown: readonly { row: RuleRow; index: number }[];
  /** Rows that the search left. */
  found: number;
  search: string;
  setSearch: (text: string) => void;
  page: number;
  pages: number;
  setPage: (page: number) => void;
  /** Turns to a row and puts the focus on a control, once both are there. */
  turnTo: (rows: readonly RuleRow[], key: string, controlId: string) => void;
}

/** Focuses an element after the render that brings it. */
function useFocusLater(): (id: string) => void {
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    const element = wanted.current === undefined ? null : document.getElementById(wanted.current);
    if (!element) return;
    wanted.current = undefined;
    element.focus();
  });
  return (id) => {
    wanted.current = id;
  };
}

/**
 * A page of thousands of rules. What a search has found stays found while its rows are edited, so that no row
 * vanishes under the typing.
 * @param roleName names a role, which a rule is found by too.
 */
export function useRulePages(rows: readonly RuleRow[], roleName: (roleKey: string) => string): RulePages {
  const [search, setText] = useState('');
  const [matching, setMatching] = useState<ReadonlySet<string> | null>(null);
  const [wantedPage, setPage] = useState(1);
  const focusLater = useFocusLater();

  const all = rows.map((row, index) => ({ row, index }));
  const found = matching ? all.filter(({ row }) => matching.has(row.key)) : all;
  const pages = Math.max(1, Math.ceil(found.length / RULES_PER_PAGE));
  const page = Math.min(wantedPage, pages);

  function setSearch(text: string) {
    const wanted = foldCase(text.trim());
    const matches = ({ name, roleKey }: RuleRow) =>
      foldCase(name).includes(wanted) || foldCase(roleName(roleKey)).includes(wanted);
    setText(text);
    setMatching(wanted ? new Set(rows.filter(matches).map(({ key }) => key)) : null);
    setPage(1);
  }

  return {
    shown: found.slice((page - 1) * RULES_PER_PAGE, page * RULES_PER_PAGE),
    found: found.length,
    search,
    setSearch,
    page,
    pages,
    setPage,
    turnTo: (next, key, controlId) => {
      const index = next.findIndex((row) => row.key === key);
      if (!matching?.has(key)) {
        setText('');
        setMatching(null);
        setPage(Math.floor(Math.max(0, index) / RULES_PER_PAGE) + 1);
      }
      focusLater(controlId);
    },
  };
}
