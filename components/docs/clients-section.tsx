import { Table, type TableColumn } from '../ui/table';
import { clientNotes, type ClientNotes } from './client-notes';
import { quirkRows, type QuirkRow } from './quirk-rows';
import { ReferencePart, ReferenceSection } from './reference-section';
import { ReferenceText, withMachineText } from './reference-text';

type Note = ClientNotes['notes'][number];

const noteColumns: readonly TableColumn<Note>[] = [
  {
    key: 'sends',
    header: 'What it does',
    rowHeader: true,
    cell: ({ sends }) => <span className="block">{withMachineText(sends)}</span>,
  },
  {
    key: 'answered',
    header: 'What Rollcall does',
    cell: ({ answered }) => <span className="block text-ink-2">{withMachineText(answered)}</span>,
  },
];

const quirkColumns: readonly TableColumn<QuirkRow>[] = [
  {
    key: 'arrived',
    header: 'What arrived',
    rowHeader: true,
    cell: ({ arrived }) => <span className="block">{withMachineText(arrived)}</span>,
  },
  {
    key: 'repair',
    header: 'What was made of it',
    cell: ({ repair }) => <span className="block text-ink-2">{withMachineText(repair)}</span>,
  },
  {
    key: 'sender',
    header: 'Known of',
    width: 'w-44',
    phone: 'label',
    cell: ({ sender }) => <span className="text-ink-2">{sender}</span>,
  },
];

/** What identity providers send that the RFCs do not make one expect. */
export function ClientsSection() {
  return (
    <ReferenceSection id="clients">
      {clientNotes.map(({ id, name, notes }) => (
        <ReferencePart key={id} id={id} title={name}>
          <Table
            caption={`What is particular to ${name === 'Others' ? 'other clients' : name}`}
            columns={noteColumns}
            rows={notes}
            rowKey={({ sends }) => sends}
          />
        </ReferencePart>
      ))}
      <ReferencePart id="repairs" title="What is repaired">
        <ReferenceText>
          A credential in compatible mode may send what the RFCs do not describe. It is stored as it was
          meant, and the activity event names every repair, in these words.
        </ReferenceText>
        <Table
          caption="Repairs"
          columns={quirkColumns}
          rows={quirkRows()}
          rowKey={({ name }) => name}
          density="compact"
        />
      </ReferencePart>
    </ReferenceSection>
  );
}
