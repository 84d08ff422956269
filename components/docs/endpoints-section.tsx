import { Mono } from '../ui/mono';
import { Table, type TableColumn } from '../ui/table';
import { endpointRows, type EndpointFacts, type EndpointRow } from './endpoint-rows';
import { ReferenceSection } from './reference-section';
import { ReferenceText } from './reference-text';

function Request({ methods, path }: EndpointRow) {
  return (
    <span className="flex gap-2">
      <Mono className="w-14 shrink-0 font-semibold">{methods.length > 1 ? 'any' : (methods[0] ?? '')}</Mono>
      <Mono>{path}</Mono>
    </span>
  );
}

const columns: readonly TableColumn<EndpointRow>[] = [
  { key: 'request', header: 'Request', rowHeader: true, cell: Request },
  {
    key: 'purpose',
    header: 'What it is for',
    cell: ({ purpose }) => <span className="inline-block text-ink-2 first-letter:uppercase">{purpose}</span>,
  },
  { key: 'status', header: 'Answers', width: 'w-24', phone: 'corner', cell: ({ status }) => String(status) },
];

/** Every request that is answered. */
export function EndpointsSection({ endpoints }: { endpoints: readonly EndpointFacts[] }) {
  return (
    <ReferenceSection id="endpoints">
      <Table
        caption="Endpoints"
        columns={columns}
        rows={endpointRows(endpoints)}
        rowKey={({ methods, path }) => `${methods.join()} ${path}`}
        density="compact"
      />
      <ReferenceText>
        A change of a group is answered `200` with the group when `attributes` or `excludedAttributes` is
        given. A read is `304` when `If-None-Match` names the present version. Discovery answers also while
        provisioning is switched off, takes no filter, and shows an organisation its own extensions.
      </ReferenceText>
    </ReferenceSection>
  );
}
