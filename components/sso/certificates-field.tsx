'use client';

import { useState, useTransition } from 'react';
import type { CertificateView } from '@/lib/sso/admin/connection-shape';
import { announce } from '../ui/announce';
import { Button } from '../ui/button';
import { Disclosure } from '../ui/disclosure';
import { Field } from '../ui/field';
import { CertificatesTable } from './certificates-table';
import { controlId, joinCertificates } from './connection-fields';
import type { SsoActions } from './sso-action-types';
import type { ConnectionForm } from './use-connection-form';

export interface CertificatesFieldProps {
  form: ConnectionForm;
  read: SsoActions['readCertificates'];
}

const unanswered = 'The server did not answer. Nothing was added; try again.';

/** The certificates that responses may be signed for. Two at once let the identity provider change to its next. */
export function CertificatesField({ form, read }: CertificatesFieldProps) {
  const { certificates } = form;

  function remove(gone: CertificateView) {
    form.set('certificates', joinCertificates(certificates.filter(({ pem }) => pem !== gone.pem)));
    announce('Certificate removed. Save to make it so.');
    document.getElementById('certificates-title')?.focus();
  }
  function add(added: CertificateView[]) {
    const known = new Set(certificates.map(({ fingerprint }) => fingerprint));
    const fresh = added.filter(({ fingerprint }) => !known.has(fingerprint));
    form.learn(fresh);
    form.set('certificates', joinCertificates([...certificates, ...fresh]));
    announce(fresh.length > 0 ? 'Certificate added. Save to make it so.' : 'It is in the list already.');
  }
  return (
    <section aria-labelledby="certificates-title" className="flex flex-col gap-2">
      <div>
        <h3 id="certificates-title" tabIndex={-1} className="rounded-badge text-sm font-medium">
          Certificates
        </h3>
        <p className="max-w-prose text-sm text-ink-3">
          A response counts when it is signed for one of these. Add the next one before your identity provider changes
          to it, and remove the old one afterwards.
        </p>
      </div>
      {certificates.length > 0 ? <CertificatesTable certificates={certificates} onRemove={remove} /> : null}
      <AddCertificate first={certificates.length === 0} error={form.errors.certificates} read={read} onAdd={add} />
    </section>
  );
}

interface AddCertificateProps {
  first: boolean;
  /** What is wrong with the list. */
  error?: string;
  read: SsoActions['readCertificates'];
  onAdd: (certificates: CertificateView[]) => void;
}

function AddCertificate({ first, error, read, onAdd }: AddCertificateProps) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const [pending, startTransition] = useTransition();
  const [round, setRound] = useState(0);

  function add() {
    startTransition(async () => {
      const answer = await read(text).catch(() => ({ ok: false as const, message: unanswered }));
      startTransition(() => {
        if (!answer.ok) return setFault(answer.message);
        setText('');
        setFault(undefined);
        setRound(round + 1);
        onAdd(answer.data);
      });
    });
  }
  return (
    <Disclosure key={round} summary={first ? 'Add the certificate' : 'Add the next certificate'} open={Boolean(error)}>
      <Field
        id={controlId('certificates')}
        label="Certificate as text"
        help="What begins with -----BEGIN CERTIFICATE-----, or the text of X509Certificate in the metadata."
        error={fault ?? error}
      >
        {(control) => (
          <textarea
            {...control}
            rows={5}
            value={text}
            spellCheck={false}
            autoComplete="off"
            placeholder="-----BEGIN CERTIFICATE-----"
            onChange={(event) => {
              setFault(undefined);
              setText(event.currentTarget.value);
            }}
            className="mono-sm w-full rounded-control border border-line-strong bg-surface p-2.5 text-ink"
          />
        )}
      </Field>
      <Button size="sm" className="mt-2" pending={pending} disabled={text.trim() === ''} onClick={add}>
        Add certificate
      </Button>
    </Disclosure>
  );
}
