import type { CertificateView } from '@/lib/sso/admin/connection-shape';
import { countOf } from '../identity/count-of';
import { Button } from '../ui/button';
import { Mono } from '../ui/mono';
import { Status, type StatusTone } from '../ui/status';
import { Table, type TableColumn } from '../ui/table';
import { Timestamp } from '../ui/timestamp';

export interface CertificatesTableProps {
  certificates: readonly CertificateView[];
  /** Absent for those who only look. */
  onRemove?: (certificate: CertificateView) => void;
}

const tones: Readonly<Record<CertificateView['state'], StatusTone>> = {
  valid: 'ok',
  'not-yet': 'info',
  'expires-soon': 'warn',
  'expires-very-soon': 'bad',
  expired: 'bad',
};

function stateWords({ state, daysLeft }: CertificateView): string {
  if (state === 'expired') return 'Expired';
  if (state === 'not-yet') return 'Not valid yet';
  const left = daysLeft < 1 ? 'less than a day' : countOf(daysLeft, 'day', 'days');
  return state === 'valid' ? `Valid, ${left} left` : `Expires: ${left} left`;
}

/** The certificates by what tells them apart, and for how long each counts. */
export function CertificatesTable({ certificates, onRemove }: CertificatesTableProps) {
  const columns: TableColumn<CertificateView>[] = [
    {
      key: 'fingerprint',
      header: 'SHA-256 fingerprint',
      rowHeader: true,
      cell: ({ fingerprint, subject }) => (
        <span className="block py-0.5">
          <Mono>{fingerprint}</Mono>
          <span className="block text-ink-2">{subject}</span>
        </span>
      ),
    },
    {
      key: 'expires',
      header: 'Expires',
      width: 'tablet:w-32',
      phone: 'label',
      cell: ({ notAfter }) => <Timestamp at={notAfter} format="absolute" precision="day" />,
    },
    {
      key: 'state',
      header: 'State',
      width: 'tablet:w-44',
      cell: (certificate) => <Status tone={tones[certificate.state]}>{stateWords(certificate)}</Status>,
    },
  ];
  if (onRemove) {
    columns.push({
      key: 'actions',
      header: 'Actions',
      headerHidden: true,
      width: 'tablet:w-28',
      align: 'end',
      cell: (certificate) => (
        <Button
          size="sm"
          variant="quiet"
          aria-label={`Remove certificate ${certificate.fingerprint.slice(0, 11)}`}
          onClick={() => onRemove(certificate)}
        >
          Remove
        </Button>
      ),
    });
  }
  return (
    <Table caption="Certificates" columns={columns} rows={certificates} rowKey={({ fingerprint }) => fingerprint} />
  );
}
