'use client';

import { useMemo, useRef, useState, type RefObject } from 'react';
import type { CertificateView, ConnectionView } from '@/lib/sso/admin/connection-shape';
import { useSave, type Save } from '../identity/use-save';
import type { DiffItem } from '../ui/diff-list';
import { useFocusFirstInvalid } from '../ui/use-focus-first-invalid';
import { useSavedForm } from '../ui/use-saved-form';
import { changedFacts, type CertificateName } from './connection-facts';
import {
  fieldErrorsOf,
  fieldsOf,
  inputOf,
  splitCertificates,
  type ConnectionFields,
  type FieldName,
} from './connection-fields';
import type { SavedEffect, SsoActions } from './sso-action-types';

export type FieldErrors = Partial<Record<FieldName, string>>;

export interface ConnectionForm {
  /** Goes onto the element around the fields. */
  place: RefObject<HTMLDivElement | null>;
  values: ConnectionFields;
  set: <Name extends FieldName>(name: Name, value: ConnectionFields[Name]) => void;
  errors: FieldErrors;
  /** What differs from the saved connection. */
  changes: DiffItem[];
  dirty: boolean;
  /** The certificates as they stand in the form. */
  certificates: CertificateView[];
  certificateName: CertificateName;
  /** Makes certificates known that are not saved yet. */
  learn: (certificates: readonly CertificateView[]) => void;
  saving: Save<ConnectionFields, SavedEffect>;
  save: () => void;
  discard: () => void;
  undoDiscard: () => void;
}

const noErrors: FieldErrors = {};

/** What is known of the certificates in the form: the saved ones, and those that were read into it since. */
function useCertificates(saved: readonly CertificateView[], text: string) {
  const [added, setAdded] = useState<readonly CertificateView[]>([]);
  const known = useMemo(
    () => new Map([...added, ...saved].map((certificate) => [certificate.pem.trim(), certificate])),
    [added, saved],
  );
  return {
    certificates: splitCertificates(text).flatMap((pem) => known.get(pem) ?? []),
    certificateName: (pem: string) => known.get(pem)?.fingerprint.slice(0, 11) ?? 'another one',
    learn: (certificates: readonly CertificateView[]) => setAdded([...added, ...certificates]),
  };
}

/** The connection as it is being edited, beside the saved one. */
export function useConnectionForm(view: ConnectionView, submit: SsoActions['save']): ConnectionForm {
  const saved = useMemo(() => fieldsOf(view), [view]);
  const form = useSavedForm(saved);
  const saving = useSave<ConnectionFields, SavedEffect>();
  const [errors, setErrors] = useState(noErrors);
  /** Once per failed save: when the first faulty field takes the focus. */
  const [failed, setFailed] = useState<object | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useFocusFirstInvalid(place, failed);
  const certificates = useCertificates(view.saml.certificates, form.values.certificates);

  return {
    place,
    values: form.values,
    set: (name, value) => {
      saving.touch();
      form.setValue(name, value);
      setErrors((previous) => ({ ...previous, [name]: undefined }));
    },
    errors,
    changes: changedFacts(form.changed, saved, form.values, certificates.certificateName),
    dirty: form.changed.length > 0,
    ...certificates,
    saving,
    save: () =>
      saving.save(
        saved,
        () => submit(inputOf(view.revision, form.values)),
        (answer) => {
          const faults = 'fieldErrors' in answer && answer.fieldErrors ? fieldErrorsOf(answer.fieldErrors) : noErrors;
          setErrors(faults);
          setFailed(faults === noErrors ? null : faults);
          if (answer.ok) form.discard();
        },
      ),
    discard: () => {
      setErrors(noErrors);
      form.discard();
    },
    undoDiscard: form.undoDiscard,
  };
}
