/**
 * The address a request was sent to, fit for a command line. The log keeps the path as it was sent and the
 * query decoded for reading, so only the query is encoded again.
 */
export function requestUrl(origin: string, path: string): string {
  const [place = '', ...query] = path.split('?');
  if (query.length === 0) return origin + place;
  return `${origin}${place}?${encodeURI(query.join('?')).replaceAll('+', '%2B').replaceAll('#', '%23')}`;
}
