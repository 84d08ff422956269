import { Mono } from '@/components/ui/mono';
import { Table, type TableColumn } from '@/components/ui/table';
import { carrierCount } from '@/lib/schemas/carrier-count';
import type { ExtensionView as Extension } from '@/lib/schemas/list-extensions';
import type { CustomAttribute } from '@/lib/scim/schema/custom-extension';
import { AddAttribute } from './add-attribute';
import { attributeKind } from './attribute-kind';
import type { ExtensionActions } from './extension-action-types';
import { RemovePart } from './remove-part';

export interface ExtensionViewProps {
  extension: Extension;
  types: readonly string[];
  /** Without them nothing can be changed. */
  actions?: ExtensionActions;
}

function Facts({ urn, resourceType, people }: Extension) {
  const nobody = resourceType === 'User' ? 'nobody carries values yet' : 'no group carries values yet';
  return (
    <p className="text-sm text-ink-2">
      <Mono className="text-ink">{urn}</Mono> · {resourceType} ·{' '}
      {people === 0 ? nobody : `${carrierCount(resourceType, people)} with values`}
    </p>
  );
}

/** One registered extension with its attributes. */
export function ExtensionView({ extension, types, actions }: ExtensionViewProps) {
  const { urn, name, resourceType, attributes } = extension;
  const columns: TableColumn<CustomAttribute>[] = [
    {
      key: 'name',
      header: 'Attribute',
      rowHeader: true,
      cell: (attribute) => <Mono className="font-semibold">{attribute.name}</Mono>,
    },
    { key: 'kind', header: 'Type', cell: attributeKind },
  ];
  // The last one goes with the extension.
  if (actions && attributes.length > 1) {
    columns.push({
      key: 'actions',
      header: 'Actions',
      headerHidden: true,
      width: 'w-26',
      align: 'end',
      phone: 'corner',
      cell: (attribute) => (
        <RemovePart
          part={{ urn, name: attribute.name }}
          title={attribute.name}
          resourceType={resourceType}
          countCarriers={actions.countCarriers}
          remove={actions.remove}
        />
      ),
    });
  }
  return (
    <section aria-label={`Extension ${name}`} className="flex flex-col gap-1 border-t border-line pt-4 pb-2">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 tablet:px-5">
        <div className="min-w-0">
          <h3 className="text-base font-semibold">{name}</h3>
          <Facts {...extension} />
        </div>
        {actions ? (
          <div className="flex flex-wrap gap-2">
            <AddAttribute extension={{ urn, name }} types={types} add={actions.addAttribute} />
            <RemovePart
              part={{ urn }}
              title={name}
              resourceType={resourceType}
              countCarriers={actions.countCarriers}
              remove={actions.remove}
            />
          </div>
        ) : null}
      </div>
      <Table
        caption={`Attributes of ${name}`}
        columns={columns}
        rows={attributes}
        rowKey={(attribute) => attribute.name}
        flush
      />
    </section>
  );
}
