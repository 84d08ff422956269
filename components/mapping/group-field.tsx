'use client';

import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SuggestedGroup } from '@/lib/mapping/suggest-groups';
import { foldCase } from '@/lib/shared/fold-case';
import { countOf } from '../identity/count-of';
import { fetchJson } from '../identity/fetch-json';
import { Combobox } from '../ui/combobox';
import { useDebounced } from '../ui/use-debounced';
import type { RulePatch, RuleRow } from './rule-edits';
import type { NameControl } from './rule-fields';

export interface GroupFieldProps {
  row: RuleRow;
  control: NameControl;
  onChange: (patch: RulePatch) => void;
}

const typingMs = 150;

/** The group of a rule: any name, with the groups that the identity provider has pushed as suggestions. */
export function GroupField({ row, control, onChange }: GroupFieldProps) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(false);
  // Opening a filled field offers other groups, not only the one that is in it.
  const search = useDebounced(typed ? row.name : '', typingMs);
  const { data = [] } = useQuery({
    queryKey: ['role-groups', search],
    queryFn: ({ signal }) =>
      fetchJson<SuggestedGroup[]>(`/api/role-groups?${new URLSearchParams({ search })}`, signal),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  // Until the server has answered, what it answered last is narrowed down here.
  const wanted = typed ? foldCase(row.name.trim()) : '';
  const offered = data.filter(({ name }) => foldCase(name).includes(wanted));
  return (
    <Combobox
      input={{ ...control, placeholder: 'Exact name of a group' }}
      value={row.name}
      listLabel="Groups that were pushed"
      options={offered.map(({ name, people }) => ({ value: name, detail: countOf(people, 'member', 'members') }))}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setTyped(false);
      }}
      onValueChange={(name) => {
        setTyped(true);
        onChange({ name, groupId: null });
      }}
      onPick={({ value }) =>
        onChange({ name: value, groupId: data.find(({ name }) => name === value)?.id ?? null })
      }
    />
  );
}
