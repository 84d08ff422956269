'use client';

import { useId, useRef, useState, useTransition } from 'react';
import { Upload } from 'lucide-react';
import type { ImportedMetadata } from '@/lib/sso/admin/connection-shape';
import type { ActionResult } from '@/lib/shared/action-result';
import { countOf } from '../identity/count-of';
import { Button } from '../ui/button';
import { Disclosure } from '../ui/disclosure';
import { Notice } from '../ui/notice';
import { joinCertificates } from './connection-fields';
import type { SsoActions } from './sso-action-types';
import { TextField } from './text-field';
import type { ConnectionForm } from './use-connection-form';

type Imported = Omit<ImportedMetadata, 'ok'>;
type Source = Parameters<SsoActions['importMetadata']>[0];

/** More than metadata of a single identity provider ever is; a federation's would not help here. */
const MOST_BYTES = 512 * 1024;

const tooLarge = 'This file is larger than 512 kB. Choose the metadata of your identity provider alone.';
const unanswered = 'The server did not answer. Nothing was changed; try again.';

/** Takes metadata into the form, from wherever it comes. */
function useImport(form: ConnectionForm, read: SsoActions['importMetadata']) {
  const [pending, startTransition] = useTransition();
  const [answer, setAnswer] = useState<ActionResult<Imported> | null>(null);

  function fill({ fields }: Imported) {
    form.learn(fields.certificates);
    form.set('idpSsoUrl', fields.idpSsoUrl);
    form.set('idpEntityId', fields.idpEntityId);
    form.set('idpSloUrl', fields.idpSloUrl);
    form.set('idpMetadataUrl', fields.idpMetadataUrl);
    form.set('certificates', joinCertificates(fields.certificates));
  }
  return {
    pending,
    answer,
    refuse: (message: string) => setAnswer({ ok: false, message }),
    load: (source: Source) =>
      startTransition(async () => {
        const next = await read(source).catch((): ActionResult<Imported> => ({ ok: false, message: unanswered }));
        startTransition(() => {
          setAnswer(next);
          if (next.ok) fill(next.data);
        });
      }),
  };
}

export interface MetadataImportProps {
  form: ConnectionForm;
  importMetadata: SsoActions['importMetadata'];
}

/** Metadata of the identity provider by its address, as a file, or pasted. It fills the fields and saves nothing. */
export function MetadataImport({ form, importMetadata }: MetadataImportProps) {
  const { pending, answer, refuse, load } = useImport(form, importMetadata);
  const { idpMetadataUrl } = form.values;
  async function loadFile(file: File) {
    if (file.size > MOST_BYTES) refuse(tooLarge);
    else load({ xml: await file.text() });
  }
  return (
    <div className="flex flex-col gap-3">
      <TextField
        form={form}
        name="idpMetadataUrl"
        type="url"
        placeholder="https://idp.example.com/metadata"
        help="Fills in the fields below. It is fetched when you press Fetch, and not again by itself."
        optional
        action={
          <Button
            pending={pending}
            disabled={idpMetadataUrl.trim() === ''}
            onClick={() => load({ url: idpMetadataUrl.trim() })}
            aria-label="Fetch metadata"
          >
            Fetch
          </Button>
        }
      />
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <ChooseFile pending={pending} onFile={(file) => void loadFile(file)} />
        <PasteMetadata pending={pending} onText={(xml) => load({ xml })} />
      </div>
      <div role="status" className="empty:hidden">
        {answer && !pending ? <ImportOutcome answer={answer} /> : null}
      </div>
    </div>
  );
}

function ChooseFile({ pending, onFile }: { pending: boolean; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".xml,application/xml,text/xml,application/samlmetadata+xml"
        aria-label="Metadata file"
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file, mended, must be a change again.
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      <Button size="sm" pending={pending} onClick={() => input.current?.click()}>
        <Upload />
        Choose metadata file…
      </Button>
    </>
  );
}

function PasteMetadata({ pending, onText }: { pending: boolean; onText: (xml: string) => void }) {
  const [text, setText] = useState('');
  const id = useId();
  return (
    <Disclosure summary="Paste metadata">
      <div className="flex w-full flex-col items-start gap-2 tablet:w-[36rem]">
        <label htmlFor={id} className="sr-only">
          Metadata as XML
        </label>
        <textarea
          id={id}
          rows={5}
          value={text}
          spellCheck={false}
          autoComplete="off"
          placeholder="<EntityDescriptor …"
          onChange={(event) => setText(event.currentTarget.value)}
          className="mono-sm w-full rounded-control border border-line-strong bg-surface p-2.5 text-ink"
        />
        <Button size="sm" pending={pending} disabled={text.trim() === ''} onClick={() => onText(text)}>
          Read metadata
        </Button>
      </div>
    </Disclosure>
  );
}

function ImportOutcome({ answer }: { answer: ActionResult<Imported> }) {
  if (!answer.ok) {
    const message = answer.message ?? Object.values(answer.fieldErrors ?? {})[0];
    return (
      <Notice tone="bad" title="The metadata was not read">
        {message}
      </Notice>
    );
  }
  const { fields, notes } = answer.data;
  const certificates = countOf(fields.certificates.length, 'certificate', 'certificates');
  const logout = fields.idpSloUrl ? 'the logout URL' : 'no logout URL, because it offers none by redirect';
  return (
    <Notice tone={notes.length > 0 ? 'warn' : 'ok'} title="Metadata read">
      <p>
        Filled in the SSO URL, the entity ID, {certificates} and {logout}. Nothing is saved yet.
      </p>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </Notice>
  );
}
