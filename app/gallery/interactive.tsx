'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Confirm } from '@/components/ui/confirm';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Menu } from '@/components/ui/menu';
import { RadioCards } from '@/components/ui/radio-cards';
import { SaveBar } from '@/components/ui/save-bar';
import { SecretOnce } from '@/components/ui/secret-once';
import { Select } from '@/components/ui/select';
import { Status } from '@/components/ui/status';
import { Switch } from '@/components/ui/switch';
import { Table, type TableColumn } from '@/components/ui/table';
import { Timestamp } from '@/components/ui/timestamp';
import { Mono } from '@/components/ui/mono';
import { useSavedForm } from '@/components/ui/use-saved-form';

export function Scim({ now }: { now: string }) {
  const form = useSavedForm({ scim: true, role: 'member' });
  const [pending] = useState(false);
  return (
    <>
      <Card actions={<Status tone="ok">On · last call 3 min ago</Status>}
        title={<Switch id="scim" size="lg" label="Enable SCIM provisioning" checked={form.values.scim} onChange={(e) => form.setValue('scim', e.target.checked)} />}>
        <p className="text-sm text-ink-2">Okta decides who is a member and which role they have.</p>
        <Field id="role" label="Default role" help="For people no rule matches.">
          {(c) => <Select {...c} className="w-48" value={form.values.role} onChange={(e) => form.setValue('role', e.target.value)} options={[{ value: 'member', label: 'member' }, { value: 'viewer', label: 'viewer' }]} />}
        </Field>
      </Card>
      <Credentials now={now} />
      <SaveBar pending={pending} onSave={() => undefined} onDiscard={form.discard} onUndoDiscard={form.undoDiscard}
        consequences={<p>Okta&apos;s requests will be answered 503. Nobody is removed. 4,790 people managed by SCIM become editable here.</p>}
        changes={form.changed.map((k) => k === 'scim' ? { label: 'SCIM', before: 'on', after: 'off' } : { label: 'Default role', before: 'member', after: form.values.role })} />
    </>
  );
}

interface C { id: string; label: string; token: string; used: string | null; client: string; expires: string | null }

function Credentials({ now }: { now: string }) {
  const [token, setToken] = useState<string | null>(null);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<C | null>(null);
  const [provider, setProvider] = useState('okta');
  const rows: C[] = [
    { id: '1', label: 'Okta production', token: 'rc_live_…k7Qd', used: new Date(Date.parse(now) - 180000).toISOString(), client: 'Okta SCIM Client 1.0.0 · 20.105.4.9', expires: '2026-11-28T12:00:00Z' },
    { id: '2', label: 'Okta production (new)', token: 'rc_live_…9fXa', used: null, client: '', expires: null },
  ];
  const columns: TableColumn<C>[] = [
    { key: 'l', header: 'Label', rowHeader: true, cell: (c) => <span className="font-medium">{c.label}</span> },
    { key: 't', header: 'Token', width: 'w-36', cell: (c) => <Mono>{c.token}</Mono> },
    { key: 'u', header: 'Last used', cell: (c) => c.used ? <><Timestamp at={c.used} /><span className="block text-xs text-ink-3">{c.client}</span></> : <span className="text-ink-2">Never used</span> },
    { key: 'e', header: 'Expires', width: 'w-40', phone: 'label', cell: (c) => c.expires ? <Status tone="warn">28 Nov · 7 days</Status> : <span className="text-ink-2">Never</span> },
    { key: 'a', header: 'Actions', headerHidden: true, width: 'w-14', align: 'end', phone: 'corner', cell: (c) => <Menu label={`Actions for ${c.label}`} items={[{ label: 'Rename…', onSelect: () => undefined }, { label: 'Rotate…', onSelect: () => undefined }, { label: 'See its requests', href: '/gallery' }, { label: 'Revoke…', tone: 'danger', separated: true, onSelect: () => setRevoking(c) }]} /> },
  ];
  return (
    <Card id="cred" title="Credentials" description="Passwords with which IdPs call the endpoint." actions={<Button id="create" onClick={() => setCreating(true)}>Create credential…</Button>}>
      <Table caption="Credentials" columns={columns} rows={rows} rowKey={(r) => r.id} />
      <Dialog open={creating} onClose={() => setCreating(false)} title="Create credential" footer={<><Button onClick={() => setCreating(false)}>Cancel</Button><Button variant="primary" onClick={() => { setCreating(false); setToken('rc_live_4mQe7TzRp0Ol1I9KxWvB2nYhJ6uD8sFgA3cE5tLkQd'); }}>Create</Button></>}>
        <div className="flex flex-col gap-4">
          <Field id="label" label="Label" help="Say which app and environment uses it." error="Choose another label: “Okta production” is in use.">{(c) => <Input {...c} data-autofocus defaultValue="Okta production" />}</Field>
          <RadioCards legend="For" name="for" value={provider} onValueChange={setProvider} columns={2} options={[{ value: 'okta', label: 'Okta' }, { value: 'entra', label: 'Microsoft Entra ID' }, { value: 'jc', label: 'JumpCloud' }, { value: 'other', label: 'Other' }]} />
          <Field id="exp" label="Expires">{(c) => <Select {...c} options={[{ value: 'n', label: 'Never' }, { value: '90', label: 'In 90 days' }]} />}</Field>
        </div>
      </Dialog>
      <SecretOnce secret={token} noun="token" returnFocusTo="create" onDone={() => setToken(null)}>
        <p>Paste it into Okta → Provisioning → Integration → Authorization.</p>
      </SecretOnce>
      <Confirm open={revoking !== null} title="Revoke credential" confirmLabel="Revoke credential" onCancel={() => setRevoking(null)} onConfirm={() => setRevoking(null)}>
        <p>“Okta production” made 214 requests in the last hour. They will start failing with 401 at once.</p>
      </Confirm>
    </Card>
  );
}
