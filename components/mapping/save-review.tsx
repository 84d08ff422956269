'use client';

import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Notice } from '../ui/notice';
import type { PreviewAnswer, SentPreview } from './preview-answer';
import { previewLine } from './preview-line';
import { PreviewNotices } from './preview-panel';

export interface SaveReviewProps {
  answer: PreviewAnswer | undefined;
  /** The answer is about an older edit. */
  stale: boolean;
  typed: string;
  error?: string;
  onType: (typed: string) => void;
  onSubmit: () => void;
}

/** What is read before saving: whom it touches, and what has to be typed when much is at stake. */
export function SaveReview(props: SaveReviewProps) {
  const { answer, stale } = props;
  const preview = answer?.ok && !stale ? answer.preview : null;
  return (
    <div className="flex flex-col gap-3">
      <p className="font-semibold text-ink tabular-nums" aria-live="polite">
        {preview ? `${previewLine(preview)}.` : stale || !answer ? 'Working out whom it touches…' : refusalOf(answer)}
      </p>
      {preview ? <PreviewNotices preview={preview} /> : null}
      {preview && preview.counts.changed > 0 ? (
        <p className="text-sm">It happens in the background, with progress shown on this page.</p>
      ) : null}
      {preview?.confirmation ? <Confirmation {...props} confirmation={preview.confirmation} /> : null}
    </div>
  );
}

function refusalOf(answer: PreviewAnswer): string {
  return answer.ok ? '' : (answer.message ?? 'Some fields need another look first.');
}

interface ConfirmationProps extends SaveReviewProps {
  confirmation: NonNullable<SentPreview['confirmation']>;
}

function Confirmation({ confirmation, typed, error, onType, onSubmit }: ConfirmationProps) {
  const { phrase, why } = confirmation;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      className="flex flex-col gap-3"
    >
      <Notice tone="warn" title="This needs to be confirmed">
        <ul>
          {why.map((reason) => (
            <li key={reason}>{reason}.</li>
          ))}
        </ul>
      </Notice>
      <Field
        id="confirmation"
        label={
          <>
            Type <strong className="font-mono font-semibold">{phrase}</strong> to save
          </>
        }
        error={error}
      >
        {(control) => (
          <Input
            {...control}
            mono
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={(event) => onType(event.currentTarget.value)}
          />
        )}
      </Field>
    </form>
  );
}
