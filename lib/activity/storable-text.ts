/** A text that PostgreSQL can hold: neither NUL nor half a surrogate pair, whatever a client sent. */
export function storableText(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
}
