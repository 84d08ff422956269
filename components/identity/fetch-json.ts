/**
 * What an address of ours answers, as JSON. When the session or the role has ended meanwhile, the page is
 * loaded again, which says so.
 */
export async function fetchJson<Answer>(address: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(address, {
    signal,
    headers: { accept: 'application/json' },
    cache: 'no-store',
  });
  if (response.status === 401 || response.status === 403) location.reload();
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as Answer;
}
