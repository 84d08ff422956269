import { activityPath } from '@/components/activity/feed-address';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { LinkButton } from '@/components/ui/link-button';

/** An address of an event that this organisation does not have. */
export default function EventNotFound() {
  return (
    <PageBody width="settings">
      <PageHeader title="Identity">
        <IdentityTabs current="activity" />
      </PageHeader>
      <Card>
        <Empty
          title="This event is not here."
          action={<LinkButton href={activityPath}>All activity</LinkButton>}
        >
          The link may be incomplete, or the event belongs to another organisation than the one you are signed
          in to.
        </Empty>
      </Card>
    </PageBody>
  );
}
