'use client';

import { useId } from 'react';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { classNames } from '../ui/class-names';
import { Notice } from '../ui/notice';
import { Timestamp } from '../ui/timestamp';
import type { PreviewListing, SentPreview } from './preview-answer';
import { PreviewDialog } from './preview-dialog';
import { previewLine } from './preview-line';
import { PreviewPeople } from './preview-people';
import type { PreviewState } from './use-preview';

export interface PreviewPanelProps {
  preview: PreviewState;
  listing: PreviewListing;
  onListing: (listing: PreviewListing) => void;
}

/** People named in the panel; the others are in its dialog. */
const MOST_NAMED = 5;

/** What saving would do to the people there are now, while the mapping is being edited. */
export function PreviewPanel(props: PreviewPanelProps) {
  const { answer, stale, failed, retry } = props.preview;
  const known = answer?.ok ? answer.preview : null;
  return (
    <Card
      title="If you save"
      id="preview"
      actions={
        <p className="text-sm text-ink-3">
          {stale && !failed ? (
            'Working it out…'
          ) : known ? (
            <>
              from stored data, <Timestamp at={known.at} format="clock" precision="second" />
            </>
          ) : null}
        </p>
      }
    >
      <div className={classNames('flex flex-col gap-3', stale && Boolean(answer) && 'text-ink-3')} aria-busy={stale}>
        <p className="text-base font-semibold tabular-nums" aria-live="polite">
          {failed ? '' : firstLine(props.preview)}
        </p>
        {failed ? (
          <Notice
            tone="bad"
            live="alert"
            title="The server did not say what would change"
            actions={
              <Button size="sm" onClick={retry}>
                Try again
              </Button>
            }
          >
            Your edits are still here, and nothing is saved.
          </Notice>
        ) : known ? (
          <Effect {...props} preview={known} />
        ) : null}
      </div>
    </Card>
  );
}

function firstLine({ answer, stale }: PreviewState): string {
  if (!answer) return stale ? 'Working out whom it touches.' : '';
  if (answer.ok) return previewLine(answer.preview);
  return answer.message ?? 'Mend the fields marked above to see what would change.';
}

/** The sentences under the numbers: what stands in the way, and what to know. */
export function PreviewNotices({ preview }: { preview: SentPreview }) {
  const { refusal, you, note } = preview;
  return (
    <>
      {refusal ? (
        <Notice tone="bad" title="This cannot be saved">
          {refusal}
        </Notice>
      ) : null}
      {you ? <Notice tone="warn" title={you} /> : null}
      {note ? <p className="max-w-prose text-sm text-ink-2">{note}</p> : null}
    </>
  );
}

interface EffectProps extends Omit<PreviewPanelProps, 'preview'> {
  preview: SentPreview;
}

function Effect({ preview, listing, onListing }: EffectProps) {
  const dialogId = useId();
  const { byRole, counts } = preview;
  return (
    <>
      <PreviewNotices preview={preview} />
      {byRole.length > 0 ? <ByRole byRole={byRole} /> : null}
      {counts.changed > 0 ? (
        <>
          <div className="max-tablet:hidden">
            <PreviewPeople caption="People who change first" rows={preview.rows.slice(0, MOST_NAMED)} />
          </div>
          <div className={counts.changed > MOST_NAMED ? undefined : 'tablet:hidden'}>
            <Button size="sm" opens={dialogId}>
              {counts.changed === 1 ? 'See who' : `See all ${counts.changed.toLocaleString('en')}`}
            </Button>
          </div>
          <PreviewDialog id={dialogId} preview={preview} listing={listing} onListing={onListing} />
        </>
      ) : null}
    </>
  );
}

function ByRole({ byRole }: { byRole: SentPreview['byRole'] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-2 tabular-nums">
      {byRole.map(({ roleKey, name, gain, lose }) => (
        <li key={roleKey} className="wrap-anywhere">
          <span className="font-medium text-ink">{name}</span>{' '}
          {[gain > 0 && `+${gain.toLocaleString('en')}`, lose > 0 && `−${lose.toLocaleString('en')}`]
            .filter(Boolean)
            .join(' ')}
        </li>
      ))}
    </ul>
  );
}
