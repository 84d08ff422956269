/** The look of one-line form controls; 16 px on phones, because iOS zooms into anything smaller. */
export const controlStyles = [
  'h-8 w-full min-w-0 rounded-control border border-line-strong bg-surface px-2.5 text-ink',
  'text-md font-normal! tablet:text-sm pointer-coarse:h-10',
  'aria-invalid:border-bad aria-invalid:outline-bad',
  'disabled:cursor-not-allowed disabled:border-line-2 disabled:bg-sunken disabled:text-ink-3',
  'read-only:bg-sunken',
].join(' ');
