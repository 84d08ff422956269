import { Status } from '../ui/status';
import { Timestamp } from '../ui/timestamp';

/** Whether SCIM is on, and when the identity provider last called. */
export function ScimStatus({ enabled, lastCallAt }: { enabled: boolean; lastCallAt: string | null }) {
  if (!enabled) return <Status tone="off">Off</Status>;
  return (
    <Status tone="ok">
      On ·{' '}
      {lastCallAt ? (
        <>
          last call <Timestamp at={lastCallAt} />
        </>
      ) : (
        'no call yet'
      )}
    </Status>
  );
}
