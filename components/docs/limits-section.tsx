import { Table, type TableColumn } from '../ui/table';
import { limitRows, type LimitFacts, type LimitRow } from './limit-rows';
import { ReferencePart, ReferenceSection } from './reference-section';
import { ReferenceText, withMachineText } from './reference-text';

/** A token bucket of requests. */
export interface RateFacts {
  perSecond: number;
  burst: number;
}

const columns: readonly TableColumn<LimitRow>[] = [
  { key: 'what', header: 'Of what', width: 'w-64', rowHeader: true, cell: ({ what }) => what },
  { key: 'limit', header: 'At most', cell: ({ limit }) => <span>{limit}</span> },
  {
    key: 'beyond',
    header: 'Beyond it',
    width: 'w-52',
    phone: 'label',
    cell: ({ beyond }) => <span className="text-ink-2">{withMachineText(beyond)}</span>,
  },
];

function Rate({ perSecond, burst }: RateFacts) {
  const [rate, most] = [perSecond, burst].map((count) => count.toLocaleString('en'));
  return (
    <ReferenceText>
      {`Each credential may send ${rate} requests a second, and ${most} at once after a pause. Beyond that ` +
        'the answer is `429` with the seconds to wait in `Retry-After`. An operation of a bulk request counts ' +
        'as one.'}
    </ReferenceText>
  );
}

export interface LimitsSectionProps extends LimitFacts {
  /** Null when this server has no limit. */
  rate: RateFacts | null;
}

/** How much, how long, how often. */
export function LimitsSection({ rate, ...facts }: LimitsSectionProps) {
  return (
    <ReferenceSection id="limits">
      <Table
        caption="Limits"
        columns={columns}
        rows={limitRows(facts)}
        rowKey={({ what }) => what}
        density="compact"
      />
      <ReferencePart id="rate" title="Rate">
        {rate ? (
          <Rate {...rate} />
        ) : (
          <ReferenceText>This server does not limit the rate of requests.</ReferenceText>
        )}
        <ReferenceText>
          Tokens that are not valid are counted by the address they come from. Too many of them are answered
          `429`
          as well; a valid token from the same address is always served.
        </ReferenceText>
      </ReferencePart>
    </ReferenceSection>
  );
}
