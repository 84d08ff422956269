import type { Metadata } from 'next';
import { DeprovisionedTable } from '@/components/members/deprovisioned-table';
import { InviteMember } from '@/components/members/invite-member';
import { LiveMembers } from '@/components/members/live-members';
import { MemberDialogs } from '@/components/members/member-dialogs';
import { MemberFilters } from '@/components/members/member-filters';
import { MemberPager } from '@/components/members/member-pager';
import { MembersTable, type MembersTableProps } from '@/components/members/members-table';
import { NoMembers } from '@/components/members/no-members';
import { roleChoices } from '@/components/members/role-choice';
import { soleProvider } from '@/components/members/sole-provider';
import { SyncStrip } from '@/components/members/sync-strip';
import { personHref } from '@/components/people/person-address';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Outcome, OutcomeArea } from '@/components/ui/outcome';
import { listCredentials } from '@/lib/credentials/list-credentials';
import { latestMemberEvent } from '@/lib/members/latest-member-event';
import { listMembers } from '@/lib/members/list-members';
import { memberListSchema } from '@/lib/members/member-list-query';
import { replacedAtSignIn } from '@/lib/members/replaced-at-sign-in';
import { listRoles } from '@/lib/roles/list-roles';
import { may } from '@/lib/roles/permission';
import { requireViewer } from '@/lib/sign-in/viewer';
import { findConnection } from '@/lib/sso/connection';
import { changeRoles, invite, remove } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `Members · ${tenantName}` };
}

export interface MembersPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

function People(props: MembersTableProps) {
  const { members, query } = props;
  if (members.length === 0) return <NoMembers query={query} />;
  return query.status === 'DEPROVISIONED' ? <DeprovisionedTable {...props} /> : <MembersTable {...props} />;
}

export default async function MembersPage({ searchParams }: MembersPageProps) {
  const viewer = await requireViewer();
  const { tenantId } = viewer;
  const query = memberListSchema.parse(await searchParams);
  // Read before the list, so that whatever happens in between is offered again rather than missed.
  const latest = await latestMemberEvent(tenantId);
  const [page, allRoles, credentials, connection] = await Promise.all([
    listMembers(tenantId, query),
    listRoles(tenantId),
    listCredentials(tenantId, { scope: 'scim' }),
    findConnection(tenantId),
  ]);
  const roles = roleChoices(allRoles, may(viewer, 'manageOwners'));
  const provider = soleProvider(credentials);
  const canManage = may(viewer, 'manageMembers');
  const deprovisioned = query.status === 'DEPROVISIONED';
  const explains = may(viewer, 'explainRoles');
  const listed = { members: page.members, provider, hrefOf: (id: string) => (explains ? personHref(id, query) : null) };
  return (
    <PageBody width="wide">
      <OutcomeArea>
        <PageHeader
          title="Members"
          mark={`${page.total.toLocaleString('en')} ${deprovisioned ? 'deprovisioned' : 'active'}`}
          actions={
            canManage ? (
              <InviteMember roles={roles} scimEnabled={viewer.settings.scimEnabled} invite={invite} />
            ) : null
          }
        />
        <Outcome />
        <LiveMembers since={latest?.id ?? null} memberIds={page.members.map(({ id }) => id)}>
          <SyncStrip provider={provider} />
          <MemberFilters query={query} roles={roles} />
          <MemberDialogs
            roles={roles}
            replacedAtSignIn={replacedAtSignIn({ ...viewer.settings, ssoEnabled: connection?.enabled ?? false })}
            changeRoles={changeRoles}
            remove={remove}
          >
            <People {...listed} query={query} canManage={canManage} />
          </MemberDialogs>
        </LiveMembers>
        <MemberPager page={page} query={query} />
      </OutcomeArea>
    </PageBody>
  );
}
