import { ScimError, scimErrorBody } from '@/lib/scim/error';
import { Mono } from '../ui/mono';
import { Table, type TableColumn } from '../ui/table';
import { CodeExample } from './code-example';
import { compactJson } from './compact-json';
import { errorRows, type ErrorRow } from './error-rows';
import { ReferenceSection } from './reference-section';
import { ReferenceText } from './reference-text';

function Kind({ error }: ErrorRow) {
  return (
    <span className="block">
      <span className="font-medium tabular-nums">{error.status}</span>{' '}
      {error.scimType ? <Mono>{error.scimType}</Mono> : null}
    </span>
  );
}

function When({ when, isFixed, error }: ErrorRow) {
  return (
    <span className="block text-ink-2">
      {isFixed ? <span className="block text-ink">“{error.detail}”</span> : null}
      {when}
    </span>
  );
}

const columns: readonly TableColumn<ErrorRow>[] = [
  { key: 'kind', header: 'Status and scimType', width: 'w-44', rowHeader: true, cell: Kind },
  { key: 'when', header: 'Detail, and when', cell: When },
  {
    key: 'mend',
    header: 'What to do',
    width: 'w-80',
    phone: 'label',
    cell: ({ mend }) => <span>{mend}</span>,
  },
];

/** Every refusal, with what to do about it. */
export function ErrorsSection() {
  return (
    <ReferenceSection id="errors">
      <ReferenceText>
        Every refusal is a SCIM error with `status` as a text, a `scimType` where the RFC has one, and a
        `detail` that says what is wrong and how to mend it. Nothing of a refused request is kept. Only `429`
        and `5xx` are
        worth sending again as they are; `429` and `503` say after how many seconds, in `Retry-After`.
      </ReferenceText>
      <CodeExample
        title="An error"
        text={compactJson(scimErrorBody(ScimError.uniqueness('user', 'userName')))}
      />
      <Table caption="Errors" columns={columns} rows={errorRows()} rowKey={({ name }) => name} />
      <ReferenceText>
        Every answer has the header `X-Request-Id`. Activity finds a request by it, and shows what was sent
        and what was answered.
      </ReferenceText>
    </ReferenceSection>
  );
}
