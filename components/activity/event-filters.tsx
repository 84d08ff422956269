import type { EventFilters as Filters } from '@/lib/activity/list-events';
import { FilterBar, type FilterChip } from '../ui/filter-bar';
import { eventTypeNames, eventTypeOptions, outcomeOptions } from './event-types';
import { activityPath, feedAddress, type FeedLocation } from './feed-address';

type FilterName = 'q' | 'type' | 'outcome' | 'member' | 'credential';

export interface EventFiltersProps {
  filters: Pick<Filters, FilterName>;
  location: FeedLocation;
  /** Names for ids that filters hold. */
  names: { member?: string; credential?: string };
}

/** Search and filters of the activity log, with a chip for each that is in use. */
export function EventFilters({ filters, location, names }: EventFiltersProps) {
  const { q, type, outcome, member, credential } = filters;
  const chips: (FilterChip | null)[] = [
    q ? chip('q', `Search: ${q}`, location) : null,
    type ? chip('type', `Type: ${typeName(type)}`, location) : null,
    outcome ? chip('outcome', `Result: ${labelOf(outcomeOptions, outcome)}`, location) : null,
    member ? chip('member', `Person: ${names.member ?? 'unknown'}`, location) : null,
    credential ? chip('credential', `Credential: ${names.credential ?? 'unknown'}`, location) : null,
  ];
  const hidden = { member, credential, live: location.paused ? 'off' : undefined };
  return (
    <FilterBar
      action={activityPath}
      search={{
        name: 'q',
        label: 'Search person, path, sentence or id',
        placeholder: 'Person, path, sentence or id',
        value: q ?? '',
      }}
      selects={[
        {
          name: 'type',
          label: 'Type',
          options: withValue(type?.join(',') ?? ''),
          value: type?.join(',') ?? '',
        },
        { name: 'outcome', label: 'Result', options: outcomeOptions, value: outcome ?? '' },
      ]}
      hidden={Object.fromEntries(
        Object.entries(hidden).flatMap(([name, value]) => (value ? [[name, value]] : [])),
      )}
      chips={chips.filter((each) => each !== null)}
      clearHref={feedAddress({ ...location, filters: '', before: null })}
    />
  );
}

function chip(name: FilterName, label: string, location: FeedLocation): FilterChip {
  const query = new URLSearchParams(location.filters);
  query.delete(name);
  return { label, removeHref: feedAddress({ ...location, filters: query.toString(), before: null }) };
}

function labelOf(options: typeof outcomeOptions, value: string): string | undefined {
  return options.find((option) => option.value === value)?.label;
}

function typeName(types: NonNullable<Filters['type']>): string {
  return labelOf(eventTypeOptions, types.join(',')) ?? types.map((type) => eventTypeNames[type]).join(', ');
}

/** The type choices, with the address's own when it is none of them. */
function withValue(value: string): typeof eventTypeOptions {
  if (labelOf(eventTypeOptions, value) !== undefined) return eventTypeOptions;
  return [...eventTypeOptions, { value, label: 'As in the address' }];
}
