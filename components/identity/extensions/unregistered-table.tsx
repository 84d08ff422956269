import { Mono } from '@/components/ui/mono';
import { Table, type TableColumn } from '@/components/ui/table';
import { Timestamp } from '@/components/ui/timestamp';
import type { UnregisteredView } from '@/lib/schemas/list-unregistered';
import { attributeKind } from './attribute-kind';
import type { ExtensionActions } from './extension-action-types';
import { UnregisteredActions } from './unregistered-actions';

export interface UnregisteredTableProps {
  /** Newest first. */
  attributes: readonly UnregisteredView[];
  /** Without them nothing can be changed. */
  actions?: Pick<ExtensionActions, 'registerUnregistered' | 'dismissUnregistered'>;
}

function Name({ urn, name }: UnregisteredView) {
  return (
    <span className="block">
      <Mono className="font-semibold">{name}</Mono>
      <span className="block">
        <Mono className="text-ink-2">{urn}</Mono>
      </span>
    </span>
  );
}

/** Objects are refused with the reason, because the same row has no button to register it. */
function Example({ example, suggestedType }: UnregisteredView) {
  return (
    <span className="block">
      {example ? <Mono className="line-clamp-2">{example}</Mono> : null}
      <span className="block text-xs text-ink-2">
        {suggestedType
          ? `looks like ${attributeKind(suggestedType)}`
          : 'an object, which cannot be registered'}
      </span>
    </span>
  );
}

function Seen({ occurrences, lastSeenAt, resourceType }: UnregisteredView) {
  return (
    <span className="block">
      {occurrences === 1 ? 'once' : `${occurrences.toLocaleString('en')} times`}
      {resourceType === 'Group' ? ', on groups' : ''}
      <span className="block text-xs text-ink-2">
        last <Timestamp at={lastSeenAt.toISOString()} />
      </span>
    </span>
  );
}

const columns: readonly TableColumn<UnregisteredView>[] = [
  { key: 'name', header: 'Attribute', rowHeader: true, cell: Name },
  { key: 'example', header: 'Example', width: 'w-64', cell: Example },
  { key: 'seen', header: 'Arrived', width: 'w-40', cell: Seen },
];

/** Attributes that arrived and are in no schema. */
export function UnregisteredTable({ attributes, actions }: UnregisteredTableProps) {
  const actionColumn: TableColumn<UnregisteredView> = {
    key: 'actions',
    header: 'Actions',
    headerHidden: true,
    width: 'w-48',
    align: 'end',
    cell: ({ resourceType, urn, name, suggestedType }) =>
      actions ? (
        <UnregisteredActions
          attribute={{ resourceType, urn, name }}
          suggestedKind={suggestedType && attributeKind(suggestedType)}
          register={actions.registerUnregistered}
          dismiss={actions.dismissUnregistered}
        />
      ) : null,
  };
  return (
    <Table
      caption="Arrived but not registered"
      columns={actions ? [...columns, actionColumn] : columns}
      rows={attributes}
      rowKey={({ resourceType, urn, name }) => `${resourceType} ${urn}:${name}`}
      flush
    />
  );
}
