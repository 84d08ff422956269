'use client';

import { Dialog } from '../ui/dialog';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { StatePager } from '../ui/state-pager';
import { firstPage, type PreviewListing, type SentPreview } from './preview-answer';
import { previewLine } from './preview-line';
import { PreviewPeople } from './preview-people';

export interface PreviewDialogProps {
  id: string;
  preview: SentPreview;
  listing: PreviewListing;
  onListing: (listing: PreviewListing) => void;
}

const PAGE_SIZE = 50;

const kinds: readonly { value: PreviewListing['kind']; label: string }[] = [
  { value: 'all', label: 'Everyone who changes' },
  { value: 'gain', label: 'Who gains a role' },
  { value: 'lose', label: 'Who loses a role' },
  { value: 'no-access', label: 'Who loses access' },
  { value: 'powerful', label: 'Who becomes admin or owner' },
];

function summary({ rows, listed, page }: SentPreview): string {
  if (listed === 0) return 'Nobody is found.';
  const first = (page - 1) * PAGE_SIZE + 1;
  return `${first.toLocaleString('en')}–${(first + rows.length - 1).toLocaleString('en')} of ${listed.toLocaleString('en')}`;
}

/** Everyone whose roles would change: searched and paged by the server. */
export function PreviewDialog({ id, preview, listing, onListing }: PreviewDialogProps) {
  return (
    <Dialog
      id={id}
      size="wide"
      title="People who would change"
      description={`${previewLine(preview)}.`}
      onClose={() => onListing(firstPage)}
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap gap-2">
          <Input
            type="search"
            aria-label="Search people who would change"
            placeholder="Name or email"
            value={listing.search}
            onChange={(event) => onListing({ ...listing, search: event.currentTarget.value, page: 1 })}
            className="max-w-64"
          />
          <Select
            aria-label="Which people"
            className="w-60"
            value={listing.kind}
            onChange={({ currentTarget: { value } }) =>
              onListing({
                ...listing,
                kind: kinds.find((kind) => kind.value === value)?.value ?? 'all',
                page: 1,
              })
            }
            options={kinds}
          />
        </div>
        {preview.rows.length > 0 ? (
          <PreviewPeople caption="People who would change" rows={preview.rows} />
        ) : null}
        <StatePager
          label="Pages of people who would change"
          summary={summary(preview)}
          page={preview.page}
          pages={preview.pages}
          onPage={(page) => onListing({ ...listing, page })}
        />
      </div>
    </Dialog>
  );
}
