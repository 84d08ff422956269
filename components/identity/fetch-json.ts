/**
 * What an address of ours answers, as JSON. When the session or the role has ended meanwhile, the page is
 * loaded again, which says so.
 * @param body what to ask with; it makes the request a POST.
 */
export async function fetchJson<Answer>(address: string, signal: AbortSignal, body?: object): Promise<Answer> {
  const response = await fetch(address, {
    signal,
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    cache: 'no-store',
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (response.status === 401 || response.status === 403) location.reload();
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as Answer;
}
