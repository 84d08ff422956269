import { providerName } from '@/lib/activity/provider-name';
import type { Person } from '@/lib/people/person';
import { managedByNames } from '../members/managed-by';
import { Status } from '../ui/status';
import { Timestamp } from '../ui/timestamp';

/** "SCIM · Okta production", by the credential that was used last, else by its provider. */
function managed({ managedBy, lastRequest }: Person): string {
  const name = managedByNames[managedBy];
  if (managedBy !== 'SCIM' || !lastRequest) return name;
  const { credentialLabel, provider } = lastRequest;
  return `${name} · ${credentialLabel ?? providerName(provider)}`;
}

/** Who the person is here, in one line. */
export function PersonStatus({ person }: { person: Person }) {
  const { status, createdAt, lastSeenAt, sessions, departure } = person;
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">
      <li>
        <Status tone={status === 'ACTIVE' ? 'ok' : 'off'}>{status === 'ACTIVE' ? 'Active' : 'Deprovisioned'}</Status>
      </li>
      <li className="wrap-anywhere">Managed by {managed(person)}</li>
      <li>
        Since <Timestamp at={createdAt.toISOString()} format="absolute" precision="day" />
      </li>
      <li>{lastSeenAt ? <>Last seen <Timestamp at={lastSeenAt.toISOString()} /></> : 'Never seen'}</li>
      {departure ? null : <li>{sessions === 1 ? '1 session' : `${sessions} sessions`}</li>}
    </ul>
  );
}
