import type { ReactNode } from 'react';
import Link from 'next/link';
import { Search, X } from 'lucide-react';
import { FilterForm } from './filter-form';
import { controlStyles } from './control-styles';
import { Button } from './button';
import { classNames } from './class-names';
import { Select, type SelectOption } from './select';
import { TextLink } from './text-link';

export interface FilterSelect {
  name: string;
  /** Names the select; its first option should say what "no filter" is: "Any role". */
  label: string;
  options: readonly SelectOption[];
  value: string;
}

export interface FilterChip {
  /** "Result: failed". */
  label: string;
  /** The same list without this filter. */
  removeHref: string;
}

export interface FilterBarProps {
  /** Path of the list, without a query. */
  action: string;
  search?: { name: string; label: string; placeholder?: string; value: string };
  selects?: readonly FilterSelect[];
  /** What the form has no control for but must keep, such as the sort order. */
  hidden?: Readonly<Record<string, string>>;
  chips?: readonly FilterChip[];
  clearHref?: string;
  /** The count and the buttons at the end of the line. */
  children?: ReactNode;
}

function SearchBox({ search }: { search: NonNullable<FilterBarProps['search']> }) {
  return (
    <div className="relative min-w-48 flex-1 max-tablet:basis-full tablet:max-w-80">
      <Search className="pointer-events-none absolute start-2.5 top-1/2 -translate-y-1/2 text-ink-3" />
      <input
        type="search"
        name={search.name}
        aria-label={search.label}
        placeholder={search.placeholder ?? search.label}
        defaultValue={search.value}
        autoComplete="off"
        className={classNames(controlStyles, 'ps-8')}
      />
    </div>
  );
}

function Chips({ chips, clearHref }: { chips: readonly FilterChip[]; clearHref?: string }) {
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters in use" className="flex flex-wrap items-center gap-2">
      {chips.map((chip) => (
        <li key={chip.label}>
          <Link
            href={chip.removeHref}
            prefetch={false}
            aria-label={`Remove filter ${chip.label}`}
            className={
              'tap-target inline-flex h-6 items-center gap-1 rounded-badge bg-selected ps-2 ' +
              'pe-1 text-xs font-medium text-accent-text no-underline hover:bg-hover'
            }
          >
            {chip.label}
            <X className="size-3.5!" />
          </Link>
        </li>
      ))}
      {clearHref ? (
        <li>
          <TextLink href={clearHref} prefetch={false} className="text-xs">
            Clear all
          </TextLink>
        </li>
      ) : null}
    </ul>
  );
}

/**
 * Search and filters of a list, kept in the URL. A GET form, so it works without scripts; with them the list
 * follows the search box after a pause in typing. Selects wait for Apply.
 */
export function FilterBar({
  action,
  search,
  selects = [],
  hidden = {},
  chips = [],
  clearHref,
  children,
}: FilterBarProps) {
  return (
    <div className="flex flex-col gap-2.5">
      <FilterForm action={action} searchName={search?.name}>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {search ? <SearchBox search={search} /> : null}
        {selects.map((select) => (
          <Select
            key={`${select.name}=${select.value}`}
            name={select.name}
            aria-label={select.label}
            options={select.options}
            defaultValue={select.value}
            className="max-tablet:grow max-tablet:basis-[calc(50%-0.25rem)]"
          />
        ))}
        {search || selects.length > 0 ? (
          <Button type="submit">{selects.length > 0 ? 'Apply' : 'Search'}</Button>
        ) : null}
        {children ? <div className="ms-auto flex flex-wrap items-center gap-2">{children}</div> : null}
      </FilterForm>
      <Chips chips={chips} clearHref={clearHref} />
    </div>
  );
}
