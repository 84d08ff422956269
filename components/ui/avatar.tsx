/**
 * The first letters of the first and last word, in capitals; the first letter of the address when there is no
 * name.
 */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase('en');
}

/** A person's initials. Decoration: the name always stands beside it, and no image is fetched. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className={
        'inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-selected ' +
        'text-xs font-semibold text-accent-text select-none'
      }
    >
      {initials(name)}
    </span>
  );
}
