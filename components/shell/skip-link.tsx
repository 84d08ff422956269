/** The first stop of the Tab key: past the header and the navigation. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className={
        'fixed start-3 top-2 z-30 -translate-y-16 rounded-control border border-line bg-surface ' +
        'px-3 py-1.5 text-sm font-medium shadow-float focus:translate-y-0'
      }
    >
      Skip to content
    </a>
  );
}
