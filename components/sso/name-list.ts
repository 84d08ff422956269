const and = new Intl.ListFormat('en', { type: 'conjunction' });

/** "acme.com", "acme.com and acme.co.uk"; of more than four, the rest is counted. */
export function nameList(names: readonly string[]): string {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return and.format(shown);
}
