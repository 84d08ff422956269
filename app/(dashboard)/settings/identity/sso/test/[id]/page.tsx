import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { TestResult } from '@/components/sso/test-result';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { refusePermission } from '@/lib/roles/permission';
import { requireViewer } from '@/lib/sign-in/viewer';
import { findConnectionView } from '@/lib/sso/admin/connection-view';
import { findTest } from '@/lib/sso/find-test';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `Test · SSO · Identity · ${tenantName}` };
}

interface TestPageProps {
  params: Promise<{ id: string }>;
}

/** What a test of the connection found, for the admin who made it. */
export default async function TestPage({ params }: TestPageProps) {
  const viewer = await requireViewer();
  const { tenantId, memberId } = viewer;
  const refused = refusePermission(viewer, 'manageIdentity');
  const { id } = await params;
  const [test, view] = refused
    ? [null, null]
    : await Promise.all([findTest(tenantId, memberId, id), findConnectionView(tenantId)]);
  if (!refused && !test) notFound();
  return (
    <PageBody width="wide">
      <PageHeader title="Identity">
        <IdentityTabs current="sso" />
      </PageHeader>
      {test && view ? (
        <TestResult
          test={{ ...test, createdAt: test.createdAt.toISOString() }}
          provider={view.provider}
          testAgain={`${new URL(view.addresses.start).pathname}?test=1`}
        />
      ) : (
        <Card>
          <Empty title="Tests of the connection are for owners and admins.">{refused?.message}</Empty>
        </Card>
      )}
    </PageBody>
  );
}
