'use client';

import { Plus } from 'lucide-react';
import type { ArrivedValue, ArrivedValues } from '@/lib/mapping/arrived-values';
import { foldCase } from '@/lib/shared/fold-case';
import { countOf } from '../identity/count-of';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Notice } from '../ui/notice';
import { Status } from '../ui/status';
import type { RoleChoice } from './rule-fields';

export interface ArrivedCardProps {
  attribute: string;
  arrived: ArrivedValues;
  /** The rules as they stand in the form. */
  rules: readonly { name: string; roleKey: string }[];
  roles: readonly RoleChoice[];
  /** Adds rules for values, and goes to the first. */
  onAdd: (values: readonly string[]) => void;
}

interface Arrival extends ArrivedValue {
  /** What it gives by the rules of the form, in words; null when nothing knows it. */
  gives: string | null;
}

/** The values that people have at the attribute, and what becomes of each. */
export function ArrivedCard(props: ArrivedCardProps) {
  const { attribute, arrived, onAdd } = props;
  const arrivals = judged(props);
  const unknown = arrivals.filter(({ gives }) => gives === null);
  return (
    <Card
      title="Values that have arrived"
      id="arrived"
      description={
        arrivals.length === 0
          ? `Nobody whom SCIM manages has a value at ${attribute} yet. Values appear here once they arrive.`
          : 'Of active people whom SCIM manages. A value that is the key of a role gives that role by itself, unless a rule says otherwise.'
      }
    >
      <div className="flex flex-col gap-3">
        {unknown.length > 0 ? <Unknown unknown={unknown} onAdd={onAdd} /> : null}
        {arrivals.length > 0 ? <Arrivals arrivals={arrivals} onAdd={onAdd} /> : null}
        {arrived.more > 0 ? (
          <p className="text-sm text-ink-2">
            And {countOf(arrived.more, 'more value', 'more values')}, each of fewer people.
          </p>
        ) : null}
      </div>
    </Card>
  );
}

/** Laid beside the rules of the form, of which some are not saved. Those that nothing knows come first. */
function judged({ arrived, rules, roles }: ArrivedCardProps): Arrival[] {
  const nameOf = (roleKey: string) => roles.find(({ key }) => key === roleKey)?.name ?? roleKey;
  const ruled = new Map<string, string[]>();
  for (const { name, roleKey } of rules) {
    const key = foldCase(name);
    ruled.set(key, [...(ruled.get(key) ?? []), roleKey ? nameOf(roleKey) : 'No role yet']);
  }
  const arrivals = arrived.values.map((arrival): Arrival => {
    const byRule = ruled.get(foldCase(arrival.value));
    if (byRule) return { ...arrival, gives: `${byRule.join(', ')}, by a rule` };
    const own = roles.find(({ key }) => key === foldCase(arrival.value));
    return { ...arrival, gives: own ? `${own.name}, by itself` : null };
  });
  return arrivals.sort((a, b) => Number(a.gives !== null) - Number(b.gives !== null));
}

/** As many are named in the sentence. */
const MOST_NAMED = 3;

function Unknown({ unknown, onAdd }: Pick<ArrivedCardProps, 'onAdd'> & { unknown: readonly Arrival[] }) {
  const named = unknown
    .slice(0, MOST_NAMED)
    .map(({ value, people }) => `“${value}” (${countOf(people, 'person', 'people')})`);
  const more = unknown.length - named.length;
  const sentence = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return (
    <Notice
      tone="warn"
      title={`${countOf(unknown.length, 'value', 'values')} arrived that no rule knows`}
      actions={
        unknown.length > 1 ? (
          <Button size="sm" onClick={() => onAdd(unknown.map(({ value }) => value))}>
            Add rule for each
          </Button>
        ) : undefined
      }
    >
      <span className="wrap-anywhere">{sentence}.</span> {unknown.length === 1 ? 'It gives' : 'They give'} no role.
    </Notice>
  );
}

interface ArrivalsProps extends Pick<ArrivedCardProps, 'onAdd'> {
  arrivals: readonly Arrival[];
}

const cell = 'border-b border-line py-1.5 pe-3 text-start align-top font-normal wrap-anywhere group-last:border-b-0';
const heading = 'border-b border-line pe-3 pb-1.5 text-start text-xs font-medium text-ink-2';

/** Three narrow columns, which a phone has room for as they are. */
function Arrivals({ arrivals, onAdd }: ArrivalsProps) {
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 text-sm">
      <caption className="sr-only">Values that have arrived</caption>
      <thead>
        <tr>
          <th scope="col" className={heading}>
            Value
          </th>
          <th scope="col" className={heading}>
            Gives
          </th>
          <th scope="col" className={`${heading} w-16`}>
            People
          </th>
        </tr>
      </thead>
      <tbody>
        {arrivals.map(({ value, gives, people }) => (
          <tr key={value} className="group">
            <th scope="row" className={cell}>
              <span className="font-medium">{value}</span>
            </th>
            <td className={cell}>
              {gives ?? (
                <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
                  <Status tone="warn">Nothing</Status>
                  <Button size="sm" aria-label={`Add rule for ${value}`} onClick={() => onAdd([value])}>
                    <Plus />
                    Add rule
                  </Button>
                </span>
              )}
            </td>
            <td className={`${cell} tabular-nums`}>{people.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
