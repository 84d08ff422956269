import { AppShell } from '@/components/shell/app-shell';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Card } from '@/components/ui/card';
import { CopyField } from '@/components/ui/copy-field';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Checklist } from '@/components/ui/checklist';
import { Disclosure } from '@/components/ui/disclosure';
import { Empty } from '@/components/ui/empty';
import { ErrorState } from '@/components/ui/error-state';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FilterBar } from '@/components/ui/filter-bar';
import { HttpExchange } from '@/components/ui/http-exchange';
import { Kbd } from '@/components/ui/kbd';
import { Notice } from '@/components/ui/notice';
import { Pager } from '@/components/ui/pager';
import { SidePanel } from '@/components/ui/side-panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Split } from '@/components/ui/split';
import { Status } from '@/components/ui/status';
import { Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { Timestamp } from '@/components/ui/timestamp';
import { Scim } from './interactive';

async function signOut() { 'use server'; }

const body = JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'], userName: 'ana@acme.com', active: true, count: 2, password: '[redacted]', nothing: null, emails: [{ primary: true, value: 'ana@acme.com', type: 'work' }], roles: Array.from({ length: 24 }, (_, i) => `r${i}`), bio: 'x'.repeat(240) });
const t = (m: number) => new Date(Date.now() - m * 60000).toISOString();

export default async function Gallery({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { view = 'scim', panel, viewer } = await searchParams;
  const members = [
    { id: '1', name: 'Ana Ruiz', email: 'ana@acme.com', role: 'member', by: 'SCIM · Okta', seen: t(120), since: '2026-10-03T10:00:00Z' },
    { id: '2', name: 'Łukasz Wójcik-Przybyszewski with a very long name', email: 'lukasz.wojcik-przybyszewski.long@subsidiary.acme.example.com', role: 'owner, admin', by: 'Portal', seen: t(0), since: '2026-01-01T10:00:00Z' },
  ];
  return (
    <AppShell viewer={{ name: 'Maria Vega', email: 'maria@acme.com', canManage: !viewer }} managers={['Priya N.', 'Sam O.']} tenant={{ name: 'Acme Ltd' }} current={view === 'members' ? 'members' : 'identity'} attention={2} signOut={signOut}>
      {view === 'scim' ? (
        <PageBody width="wide">
          <PageHeader title="Identity"><IdentityTabs current="scim" /></PageHeader>
          <Card title="Endpoint" id="ep">
            <div className="flex flex-col gap-3">
              <CopyField label="Base URL" copyLabel="base URL" value="https://app.rollcall.dev/scim/v2/acme" />
              <CopyField label="Unique field" copyLabel="unique field" value="userName" help="Okta calls it “Base URL”, Entra “Tenant URL”, JumpCloud “Base URL”." />
            </div>
          </Card>
          <Scim now={new Date().toISOString()} />
        </PageBody>
      ) : view === 'members' ? (
        <PageBody width="wide">
          <PageHeader title="Members" mark="4,812 active" actions={<Button>Invite…</Button>} />
          <FilterBar action="/gallery" hidden={{ view: 'members' }} search={{ name: 'q', label: 'Search name or email', value: '' }} selects={[{ name: 'role', label: 'Role', value: '', options: [{ value: '', label: 'Any role' }, { value: 'owner', label: 'owner' }] }, { name: 'by', label: 'Managed by', value: 'scim', options: [{ value: '', label: 'Managed by anyone' }, { value: 'scim', label: 'Managed by SCIM' }] }]} chips={[{ label: 'Managed by: SCIM', removeHref: '/gallery?view=members' }]} clearHref="/gallery?view=members"><span className="text-sm text-ink-2">2 people</span></FilterBar>
          <Card flush>
            <Table caption="Members" flush rows={members} rowKey={(m) => m.id} columns={[
              { key: 'n', header: 'Name', rowHeader: true, sort: { href: '?view=members&sort=-name', direction: 'ascending' }, cell: (m) => <><TextLink href="/gallery" className="font-medium">{m.name}</TextLink><span className="block text-xs text-ink-3">{m.email}</span></> },
              { key: 'r', header: 'Roles', width: 'w-36', cell: (m) => m.role },
              { key: 'b', header: 'Managed by', width: 'w-36', phone: 'label', cell: (m) => m.by },
              { key: 's', header: 'Last sign-in', width: 'w-40', phone: 'label', sort: { href: '?view=members&sort=seen', direction: null }, cell: (m) => <Timestamp at={m.seen} /> },
              { key: 'c', header: 'Since', width: 'w-32', phone: 'hide', align: 'end', cell: (m) => <Timestamp at={m.since} precision="day" /> },
            ]} />
          </Card>
          <Pager label="Members pages" summary="1–50 of 4,812" nextHref="?after=x" previousHref="?before=y" />
          <Card title="Nothing"><Empty title="No credentials yet." action={<Button variant="primary">Create credential…</Button>}>A credential is the password Okta uses to call the endpoint. Create one, copy it, and paste it into your IdP.</Empty></Card>
          <Card title="Failed"><ErrorState title="The events could not be loaded." reference="01JDA7T3" action={<Button>Try again</Button>}>The database did not answer. Members are unharmed.</ErrorState></Card>
          <ErrorSummary errors={[{ fieldId: 'a', message: 'Enter a name.' }, { fieldId: 'b', message: 'Enter an address such as ana@acme.com.' }]} />
          <Notice tone="ok" title="Saved.">12 people changed role.</Notice>
          <Notice tone="warn" title="“Okta production” expires in 7 days" actions={<Button size="sm">Rotate…</Button>}>28 Nov 2026. Rotate it now: both tokens work until you finish.</Notice>
          <Notice tone="bad" title="SCIM is on, but no credential is valid">Every call is refused. Create one.</Notice>
          <Notice tone="info" title="Syncing from Okta">1,204 people so far.</Notice>
          <div className="flex flex-wrap gap-2"><Button variant="primary">Primary</Button><Button>Secondary</Button><Button variant="quiet">Quiet</Button><Button variant="danger">Danger</Button><Button disabled>Disabled</Button><Status tone="bad">409 refused</Status><Status tone="info">Read</Status><Status tone="off">Off</Status><Kbd>⌘S</Kbd></div>
          <Checkbox label="Store successful requests" help="Turns itself off." defaultChecked /><Checkbox label="Some" indeterminate /><Checkbox label="None" />
          <Skeleton className="h-8 w-40" />
        </PageBody>
      ) : (
        <PageBody width="wide">
          <PageHeader title="Identity"><IdentityTabs current={view === 'setup' ? 'setup' : 'activity'} /></PageHeader>
          {view === 'setup' ? (
            <Card title="Set up provisioning with Okta">
              <Checklist label="Set-up steps" steps={[
                { id: '1', title: 'Credential created', state: 'done', detail: 'Okta production · …k7Qd', evidence: <Timestamp at={t(20)} /> },
                { id: '2', title: 'Okta tested the connection', state: 'problem', detail: <>A call came with the wrong token (…a1b2). <TextLink href="/gallery">What to correct</TextLink></>, evidence: <Timestamp at={t(3)} /> },
                { id: '3', title: 'First person created', state: 'waiting', detail: 'Waiting for Okta. It usually calls within a minute of saving.' },
                { id: '4', title: 'First update', state: 'not-yet' },
                { id: '5', title: 'First group', state: 'skipped' },
              ]} />
            </Card>
          ) : (
            <Split panel={panel ? (
              <SidePanel title="POST /Users · 409" label="Event details" closeHref="/gallery?view=activity" returnFocusTo="e1">
                <div className="flex flex-col gap-4 text-base"><div><p className="font-semibold">ana@acme.com was not created.</p><p className="text-ink-2">Another active person already has this userName. Okta usually retries after a network error; if it repeats, two Okta users share the name.</p></div>
                <HttpExchange id="x" method="POST" url="https://app.rollcall.dev/scim/v2/acme/Users" requestBody={body} status={409} durationMs={6.2} responseBody={JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '409', scimType: 'uniqueness', detail: 'userName already exists' })} />
                <Disclosure summary="Coerced: “False” → false (Entra)">It was text.</Disclosure></div>
              </SidePanel>) : null}>
              <Card flush>
                <Table caption="Events" density="compact" flush rows={[1, 2, 3]} rowKey={String} rowClassName={(n) => n === 1 ? 'just-arrived' : undefined} columns={[
                  { key: 't', header: 'Time', width: 'w-28', cell: (n) => <span className="mono-sm"><Timestamp at={t(n)} format="clock" precision="millisecond" /></span> },
                  { key: 'r', header: 'Result', width: 'w-28', cell: (n) => n === 1 ? <Status tone="bad">409</Status> : <Status tone="ok">201</Status> },
                  { key: 's', header: 'Event', rowHeader: true, cell: (n) => <TextLink id={`e${n}`} href="/gallery?view=activity&panel=1" scroll={false}>{n === 1 ? 'ana@acme.com was not created' : 'bo@acme.com was created'}</TextLink> },
                ]} />
              </Card>
            </Split>
          )}
        </PageBody>
      )}
    </AppShell>
  );
}
