const unstorable = /\0|\p{Surrogate}/u;

/** PostgreSQL can hold neither NUL nor half a surrogate pair: such a text is refused where it arrives. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

/** The beginning of a text, of at most `length` UTF-16 code units and without half a surrogate pair. */
export function beginningOf(text: string, length: number): string {
  return text.slice(0, length).replace(/\p{Surrogate}$/u, '');
}
