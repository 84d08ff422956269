import type { Metadata } from 'next';
import { MappingNav } from '@/components/mapping/mapping-nav';
import { PickPerson } from '@/components/people/pick-person';
import { TriedPerson } from '@/components/people/tried-person';
import { TryUser } from '@/components/people/try-user';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { listMembers } from '@/lib/members/list-members';
import { memberListSchema } from '@/lib/members/member-list-query';
import { findPerson } from '@/lib/people/find-person';
import { refusePermission } from '@/lib/roles/permission';
import { requireViewer } from '@/lib/sign-in/viewer';
import { tryUser } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `Try it · Role mapping · Identity · ${tenantName}` };
}

interface TryPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** People found by a search. */
const MOST_PEOPLE = 8;

/** What the saved mapping gives a person who is here, or a user who was never sent. */
export default async function TryPage({ searchParams }: TryPageProps) {
  const viewer = await requireViewer();
  const { q, person: picked } = await searchParams;
  const refused = refusePermission(viewer, 'explainRoles');
  const search = memberListSchema.parse({ q, managedBy: 'SCIM' });
  const memberId = [picked].flat()[0];
  const [found, answer] = await Promise.all([
    refused || !search.q ? null : listMembers(viewer.tenantId, search, MOST_PEOPLE),
    refused || memberId === undefined ? null : findPerson(viewer, memberId),
  ]);
  return (
    <PageBody width="settings">
      <PageHeader title="Identity">
        <IdentityTabs current="role-mapping" />
      </PageHeader>
      <MappingNav current="try" />
      {refused ? (
        <Card>
          <Empty title="Trying the mapping is for owners and admins.">{refused.message}</Empty>
        </Card>
      ) : (
        <>
          <PickPerson search={search.q ?? ''} found={found && { people: found.members, total: found.total }}>
            {answer ? <TriedPerson answer={answer} /> : null}
          </PickPerson>
          <TryUser tryUser={tryUser} />
        </>
      )}
    </PageBody>
  );
}
