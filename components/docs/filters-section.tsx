import { Mono } from '../ui/mono';
import { Table, type TableColumn } from '../ui/table';
import { CodeExample } from './code-example';
import { filterExamples, indexedAttributes } from './filter-examples';
import { filterOperators, type TypeOperators } from './filter-operators';
import { ReferencePart, ReferenceSection } from './reference-section';
import { ReferenceList, ReferenceText } from './reference-text';

const columns: readonly TableColumn<TypeOperators>[] = [
  { key: 'type', header: 'Type', width: 'w-32', rowHeader: true, cell: ({ type }) => <Mono>{type}</Mono> },
  { key: 'operators', header: 'Operators', cell: ({ operators }) => <Mono>{operators.join(' ')}</Mono> },
  {
    key: 'literal',
    header: 'A value',
    width: 'w-72',
    phone: 'label',
    cell: ({ literal }) => <Mono>{literal}</Mono>,
  },
];

const rules = [
  'Operators, `and`, `or`, `not`, attribute names and URNs are read in any case. Brackets come first, ' +
    'then `not`, `and`, `or`.',
  'A list matches when any element does. In `emails[type eq "work" and value co "@acme"]` one element has ' +
    'to be both.',
  'An object without a part stands for its `value`: `manager eq "…"`, `members eq "…"`.',
  '`pr` is false for what is empty. `eq null` is the same as `not (… pr)`. `ne` is true of what is absent.',
  'Dates are compared as moments, whatever their offset; texts in the order of their characters, without ' +
    'case where the attribute has none.',
  'An attribute that the type does not have, one that is never returned, or an operator that its type ' +
    'does not have is refused with `400 invalidFilter`, which names the position in the text. In a query ' +
    'over users and groups together, an attribute of only one of them counts as absent in the other.',
];

function Indexed({ type }: { type: 'User' | 'Group' }) {
  return (
    <p className="max-w-prose text-base text-ink-2">
      {type === 'User' ? 'Users: ' : 'Groups: '}
      {indexedAttributes[type].map((path, index) => (
        <span key={path}>
          {index > 0 ? ', ' : ''}
          <Mono className="text-ink">{path}</Mono>
        </span>
      ))}
      .
    </p>
  );
}

/** What can be asked, and in which words. */
export function FiltersSection() {
  return (
    <ReferenceSection id="filters">
      <ReferenceText>
        `GET /Users?filter=…` and `GET /Groups?filter=…` take the whole grammar of RFC 7644 §3.4.2.2 over
        every attribute, extensions included. A filter that matches nothing is answered `200` with an empty
        list.
      </ReferenceText>
      <ReferencePart id="filter-operators" title="Operators by type">
        <Table
          caption="Operators by type"
          columns={columns}
          rows={filterOperators()}
          rowKey={({ type }) => type}
          density="compact"
        />
      </ReferencePart>
      <ReferencePart id="filter-rules" title="How filters are read">
        <ReferenceList items={rules} />
      </ReferencePart>
      <ReferencePart id="filter-examples" title="Filters to copy">
        <div className="grid items-start gap-3 desktop:grid-cols-2">
          {filterExamples.map(({ title, filter }) => (
            <CodeExample key={filter} title={`Find ${title}`} text={filter} />
          ))}
        </div>
      </ReferencePart>
      <ReferencePart id="filter-indexes" title="What an index answers">
        <ReferenceText>
          These find the few resources that are meant however many there are. Any other attribute works as
          well, and is looked up among all of the organisation’s own.
        </ReferenceText>
        <Indexed type="User" />
        <Indexed type="Group" />
      </ReferencePart>
    </ReferenceSection>
  );
}
