/** A word the shell takes literally. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * The request as a curl command. The token is the variable `$TOKEN`, never the token: what was sent is not
 * known here.
 * @param url absolute.
 */
export function curlCommand(method: string, url: string, body: string | null): string {
  const lines = [`curl -X ${method} ${quoted(url)}`, `-H "Authorization: Bearer $TOKEN"`];
  if (body !== null) lines.push(`-H 'Content-Type: application/scim+json'`, `--data-raw ${quoted(body)}`);
  return lines.join(' \\\n  ');
}
