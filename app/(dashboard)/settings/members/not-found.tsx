import { BackToMembers } from '@/components/people/back-to-members';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { LinkButton } from '@/components/ui/link-button';

/** An address of a person whom this organisation does not have. */
export default function PersonNotFound() {
  return (
    <PageBody width="settings">
      <BackToMembers href="/settings/members" />
      <PageHeader title="Person" />
      <Card>
        <Empty
          title="This person is not here."
          action={<LinkButton href="/settings/members">All members</LinkButton>}
        >
          The link may be incomplete, or the person belongs to another organisation than the one you are signed in
          to.
        </Empty>
      </Card>
    </PageBody>
  );
}
