import { keptWhenOmitted } from '@/lib/scim/schema/replace-document';
import { Mono } from '../ui/mono';
import { Table, type TableColumn } from '../ui/table';
import { patchExamples } from './patch-examples';
import { PatchFigure } from './patch-figure';
import { patchTargets, type PatchTarget } from './patch-targets';
import { ReferencePart, ReferenceSection } from './reference-section';
import { ReferenceList, ReferenceText, withMachineText } from './reference-text';

function Target({ target, example }: PatchTarget) {
  return (
    <span className="block">
      <span className="block font-medium">{target}</span>
      {example ? <Mono className="text-ink-2">{example}</Mono> : null}
    </span>
  );
}

const columns: readonly TableColumn<PatchTarget>[] = [
  { key: 'target', header: 'The path names', rowHeader: true, cell: Target },
  { key: 'add', header: 'add', phone: 'label', cell: ({ add }) => <span>{withMachineText(add)}</span> },
  {
    key: 'replace',
    header: 'replace',
    phone: 'label',
    cell: ({ replace }) => <span>{withMachineText(replace)}</span>,
  },
  {
    key: 'remove',
    header: 'remove',
    phone: 'label',
    cell: ({ remove }) => <span>{withMachineText(remove)}</span>,
  },
];

const patchRules = [
  'All operations of a request are applied in order, or none is. The result is checked once, at the end.',
  'A request that changes nothing writes nothing: `meta.version` and `meta.lastModified` stay.',
  '`op` is read in any case. `null` unassigns an attribute that is not required; so does an empty text in ' +
    'compatible mode.',
  'When an element becomes `primary`, the one that was is not any more. At most one is.',
  '`id`, `meta`, `groups` and other `readOnly` attributes are refused with `mutability`, unless their ' +
    'present value is repeated.',
  'A path that names no attribute is `invalidPath`. Under a schema URN that is not registered it is ' +
    'ignored and noted in Activity.',
  'Adding a member who is there, or removing one who is not, is no error. A member id that is unknown ' +
    'here refuses the whole request; nothing is half done.',
  'A manager whose id is unknown is kept as it was sent, and resolves once that person exists.',
  'Users are answered `200` with the resource. Groups are answered `204`, or `200` with the resource when ' +
    '`attributes` or `excludedAttributes` is given.',
];

const kept = keptWhenOmitted.map((name) => `\`${name}\``).join(', ');

const putRules = [
  `Attributes that are left out are cleared, but for ${kept} and extension objects: identity providers ` +
    'send partial resources, and a person would lose access. `null` and `[]` clear these too.',
  '`id`, `meta`, `groups` and other `readOnly` attributes are ignored, so that what GET answered can be ' +
    'sent back.',
  'PUT never creates: an unknown id is `404`.',
];

const lifecycleRules = [
  'Switching off is `active: false`. The person stays readable and found by filters, and loses every ' +
    'session at once.',
  'A `POST` whose `userName`, or `externalId` when it is given, is an inactive person’s restores that ' +
    'person: `201`, same `id`. An active person’s is `409 uniqueness`.',
  '`DELETE` is real: afterwards the resource is `404` and gone from lists and groups, and its `userName` ' +
    'is free.',
  'The last active owner cannot be switched off, demoted or deleted: `403`.',
  '`password` is accepted and discarded; it is never stored.',
];

/** How resources are changed. */
export function ChangesSection() {
  return (
    <ReferenceSection id="changes">
      <ReferencePart id="patch" title="PATCH">
        <Table
          caption="What operations do, by what their path names"
          columns={columns}
          rows={patchTargets}
          rowKey={({ target }) => target}
        />
        <ReferenceList items={patchRules} />
      </ReferencePart>
      <ReferencePart id="patch-examples" title="PATCH bodies to copy">
        <ReferenceText>
          Each starts from the same person, Ana Ruiz, engineer, with one work address, or from a group of one
          member. What comes of it is worked out by the server’s own code; `null` stands for what is
          unassigned.
        </ReferenceText>
        <div className="grid items-start gap-x-4 gap-y-5 panel:grid-cols-2">
          {patchExamples.map((example) => (
            <PatchFigure key={example.title} example={example} />
          ))}
        </div>
      </ReferencePart>
      <ReferencePart id="put" title="PUT">
        <ReferenceList items={putRules} />
      </ReferencePart>
      <ReferencePart id="lifecycle" title="Coming and leaving">
        <ReferenceList items={lifecycleRules} />
      </ReferencePart>
    </ReferenceSection>
  );
}
