import type { Attribute, Schema } from '@/lib/scim/schema/attribute';
import { commonAttributes } from '@/lib/scim/schema/common';
import { coreRegistry, roleTypes, type Registry } from '@/lib/scim/schema/registry';
import { CopyField } from '../ui/copy-field';
import { Table, type TableColumn } from '../ui/table';
import { attributeRows, type AttributeRow } from './attribute-rows';
import { ReferencePart, ReferenceSection } from './reference-section';
import { ReferenceText } from './reference-text';

function Name({ owner, name }: AttributeRow) {
  return (
    <code className="mono-sm wrap-anywhere">
      {owner ? <span className="text-ink-3">{owner}</span> : null}
      {owner ? <wbr /> : null}
      <span className={owner ? undefined : 'font-semibold'}>{name}</span>
    </code>
  );
}

function Meaning({ description, canonicalValues }: AttributeRow) {
  return (
    <span className="text-ink-2">
      {description}
      {canonicalValues.length > 0 ? ` Usual values: ${canonicalValues.join(', ')}.` : ''}
    </span>
  );
}

/** Where there is no room for a column of types, the type comes first. */
function Characteristics({ type, characteristics }: AttributeRow) {
  return (
    <span>
      <span className="tablet:hidden">{type} · </span>
      {characteristics.join(' · ')}
    </span>
  );
}

const columns: readonly TableColumn<AttributeRow>[] = [
  { key: 'name', header: 'Attribute', width: 'w-56', rowHeader: true, cell: Name },
  { key: 'type', header: 'Type', width: 'w-44', phone: 'hide', cell: ({ type }) => type },
  {
    key: 'characteristics',
    header: 'Characteristics',
    width: 'w-52',
    cell: Characteristics,
  },
  { key: 'meaning', header: 'Meaning', cell: Meaning },
];

function AttributeTable({ caption, attributes }: { caption: string; attributes: readonly Attribute[] }) {
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={attributeRows(attributes)}
      rowKey={({ owner, name }) => owner + name}
      density="compact"
    />
  );
}

/** A schema as one reads it, with the part of the URN that tells it from its neighbours in its address. */
function SchemaPart({ schema, note }: { schema: Schema; note?: string }) {
  const { id, name, attributes } = schema;
  return (
    <ReferencePart id={`schema-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`} title={name}>
      <CopyField label="Schema URN" copyLabel={`the URN of ${name}`} value={id} />
      {note ? <ReferenceText>{note}</ReferenceText> : null}
      <AttributeTable caption={`Attributes of ${name}`} attributes={attributes} />
    </ReferencePart>
  );
}

function noteOn({ name, description }: Schema, typeName: string, tenantName: string | null): string {
  const origin = `An extension of ${typeName}, registered by ${tenantName ?? 'the organisation'}.`;
  return description === name ? origin : `${description} ${origin}`;
}

const { User, Group } = coreRegistry;
const coreUrns = new Set([User, Group].flatMap(({ schema, extensions }) => [schema, ...extensions].map(({ id }) => id)));

function isCore({ id }: Schema): boolean {
  return coreUrns.has(id);
}

const roleNote =
  `A credential that reads roles in the IETF’s form knows them by \`${roleTypes.ietf.schema.id}\`.`;

export interface AttributesSectionProps {
  /** The reader's organisation's, or what every organisation has. */
  registry: Registry;
  /** Whose it is; null for everybody's. */
  tenantName: string | null;
}

/** Every schema that is served, as the registry defines it. */
export function AttributesSection({ registry, tenantName }: AttributesSectionProps) {
  const types = [registry.User, registry.Group];
  const custom = types.flatMap((type) =>
    type.extensions.filter((schema) => !isCore(schema)).map((schema) => ({ type, schema })),
  );
  return (
    <ReferenceSection id="attributes">
      <ReferenceText>
        Attribute names and schema URNs are read in any case. An attribute that is empty (`null`, `""`, `[]`)
        is unassigned, and answers leave it out. An extension is named in `schemas` when it has a value.
      </ReferenceText>
      <ReferenceText>
        “Any case” means that comparisons ignore case, “caseExact” that they do not; values keep the case they
        were sent in. What is “unique” is so in an organisation. “Immutable” parts are set once: to change a
        member, remove it and add another. Usual values are published as such; others are accepted too.
      </ReferenceText>
      <ReferencePart id="schema-common" title="Every resource">
        <AttributeTable caption="Attributes of every resource" attributes={commonAttributes} />
      </ReferencePart>
      {types.flatMap(({ schema, extensions }) =>
        [schema, ...extensions]
          .filter(isCore)
          .map((each) => <SchemaPart key={each.id} schema={each} />),
      )}
      <SchemaPart schema={roleTypes.okta.schema} note={roleNote} />
      {custom.map(({ type, schema }) => (
        <SchemaPart
          key={schema.id}
          schema={schema}
          note={noteOn(schema, type.name, tenantName)}
        />
      ))}
      <ReferencePart id="custom-attributes" title="Attributes of your own">
        <ReferenceText>
          An organisation registers its own extensions under Settings → Identity → SCIM. They then appear in
          `/Schemas` and `/ResourceTypes`, and are stored, changed, filtered and sorted like any other
          attribute.
          What arrives without being registered is not stored; the same page lists it, one click from being
          registered.
        </ReferenceText>
      </ReferencePart>
    </ReferenceSection>
  );
}
