import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Empty } from '@/components/ui/empty';
import { LinkButton } from '@/components/ui/link-button';

/** A test of somebody else, or one that is too old to be kept. */
export default function TestNotFound() {
  return (
    <PageBody width="wide">
      <PageHeader title="Identity">
        <IdentityTabs current="sso" />
      </PageHeader>
      <Empty
        title="This test is not here."
        action={<LinkButton href="/settings/identity/sso">Back to SSO</LinkButton>}
      >
        Results are shown to whoever made the test, and not for ever. Test again to see how it is now.
      </Empty>
    </PageBody>
  );
}
