import type { ShownClaim } from '@/lib/sso/test-report';
import { Card } from '../ui/card';
import { Mono } from '../ui/mono';
import { Table, type TableColumn } from '../ui/table';
import { TextLink } from '../ui/text-link';

const readAs: Readonly<Record<NonNullable<ShownClaim['readAs']>, string>> = {
  subject: 'Subject: who it is, for good',
  email: 'Email',
  givenName: 'Given name',
  familyName: 'Family name',
  phone: 'Phone',
  groups: 'Groups',
  roles: 'Roles',
};

/** Of a person in hundreds of groups as many are listed. */
const MOST_VALUES = 50;

const columns: TableColumn<ShownClaim>[] = [
  { key: 'name', header: 'Claim', rowHeader: true, width: 'tablet:w-[34%]', cell: ({ name }) => <Mono>{name}</Mono> },
  { key: 'values', header: 'Values', cell: ({ values }) => <Values values={values} /> },
  {
    key: 'readAs',
    header: 'Read as',
    width: 'tablet:w-48',
    phone: 'label',
    cell: (claim) => (claim.readAs ? readAs[claim.readAs] : <span className="text-ink-3">Not used</span>),
  },
];

function Values({ values }: { values: readonly string[] }) {
  if (values.length === 0) return <span className="text-ink-3">None</span>;
  return (
    <ul className="flex flex-col gap-0.5">
      {values.slice(0, MOST_VALUES).map((value, index) => (
        <li key={index}>
          <Mono>{value}</Mono>
        </li>
      ))}
      {values.length > MOST_VALUES ? <li className="text-ink-2">and {values.length - MOST_VALUES} more</li> : null}
    </ul>
  );
}

/** What the identity provider said about the person, and what each part of it is taken for. */
export function TestClaims({ claims }: { claims: readonly ShownClaim[] }) {
  return (
    <Card
      title="Claims that arrived"
      id="claims"
      description={claims.length > 0 ? 'Secrets are left out. Nothing of this was stored but this report.' : undefined}
    >
      {claims.length > 0 ? (
        <div className="flex flex-col gap-3">
          <Table
            caption="Claims that arrived"
            columns={columns}
            rows={claims}
            rowKey={(claim) => `${claim.name} ${claim.readAs}`}
          />
          <p className="text-sm text-ink-2">
            Something is read under another name?{' '}
            <TextLink href="/settings/identity/sso#connection" prefetch={false}>
              Say what claims are called
            </TextLink>
          </p>
        </div>
      ) : (
        <p className="text-sm text-ink-2">None: it did not come that far.</p>
      )}
    </Card>
  );
}
