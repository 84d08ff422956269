import { Empty } from '../ui/empty';
import { LinkButton } from '../ui/link-button';
import { activityPath } from './feed-address';

/** The log's place while there are no rows: because of filters, or because nothing has happened yet. */
export function NoEvents({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <Empty title="No events match." action={<LinkButton href={activityPath}>Show all events</LinkButton>}>
        Matching events appear here by themselves.
      </Empty>
    );
  }
  return (
    <Empty
      title="Nothing yet."
      action={<LinkButton href="/settings/identity/setup">Set up provisioning</LinkButton>}
    >
      The first call from your identity provider appears here within 2 seconds.
    </Empty>
  );
}
