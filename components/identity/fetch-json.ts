/** What an address of ours answers, as JSON. A session that has ended meanwhile sends the whole page to sign in. */
export async function fetchJson<Answer>(address: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(address, { signal, headers: { accept: 'application/json' }, cache: 'no-store' });
  if (response.status === 401) location.reload();
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as Answer;
}
