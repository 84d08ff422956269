import { ClipboardCheck } from 'lucide-react';

/** The product's mark and name. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 text-base font-semibold">
      <ClipboardCheck className="text-accent-text" />
      Rollcall
    </span>
  );
}
