/** Names and values of identity providers may be as long as a page; a sentence about roles is one line. */
const LONGEST_NAME = 120;

/** A name as sentences show it: whole, or its beginning, never half a character. */
export function shownName(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  return `${name.slice(0, LONGEST_NAME).replace(/\p{Surrogate}$/u, '')}…`;
}

/** As many of a list are named. */
const MOST_NAMED = 5;

/** Such as "a, b and 3 more", of texts that are ready to be shown. */
export function listedNames(texts: readonly string[]): string {
  const named = texts.slice(0, MOST_NAMED).join(', ');
  return texts.length > MOST_NAMED ? `${named} and ${texts.length - MOST_NAMED} more` : named;
}
