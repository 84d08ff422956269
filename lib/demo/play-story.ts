import { mintCredential } from '@/lib/credentials/mint-credential';
import { revokeCredential } from '@/lib/credentials/revoke-credential';
import { dateEvents, dateResources } from '@/lib/demo/date-history';
import type { DemoRequest, Moment, Story } from '@/lib/demo/story';
import { saveStoryMapping } from '@/lib/demo/story-mapping';
import type { Actor } from '@/lib/roles/permission';
import { handleScim } from '@/lib/scim-http/handle-scim';
import { accepted } from '@/lib/shared/accepted';
import { saveIdentitySettings } from '@/lib/tenants/save-identity-settings';

/** Addresses that RFC 5737 sets aside for documentation. */
const CLIENT_ADDRESS = '192.0.2.17';

/** The owner set provisioning up this long before the first sync. */
const PREPARED_HOURS = 26;

/** The latest thing that happened: somebody still uses the token that was replaced. */
const STALE_TOKEN_MOMENT: Moment = { hoursAgo: 0.4, requests: [() => ({ method: 'GET', path: '/Users' })] };

/**
 * Plays a tenant's last days. Every request goes the way a real one goes, and is dated back afterwards.
 * @param began when the tenant was created, a moment ago
 * @returns the token of the tenant's identity provider
 */
export async function playStory(story: Story, owner: Actor, began: Date): Promise<string> {
  const { id: tenantId, moments, label, logsReads } = story;
  accepted(await saveIdentitySettings(owner, { revision: 1, scimEnabled: true, logSuccessfulReads: logsReads }));
  if (story.mapping) await saveStoryMapping(owner, story.mapping);
  const token = (await mint(story, owner, label)).token;
  const replaced = moments.length > 0 ? await mintReplaced(story, owner) : null;
  await dateEvents(tenantId, began, (moments[0]?.hoursAgo ?? 0) + PREPARED_HOURS);

  const ids = new Map<string, string>();
  for (const moment of moments) await playMoment(story, { token, owner }, moment, ids);
  if (replaced) await playMoment(story, { token: replaced, owner }, STALE_TOKEN_MOMENT, ids);

  await dateResources(tenantId);
  return token;
}

async function mint({ provider }: Story, owner: Actor, label: string) {
  const input = { label, provider, scopes: ['scim' as const], mode: 'COMPATIBLE' as const, expiresAt: null };
  return accepted(await mintCredential(owner, input));
}

/** A token that was in use once, and is revoked. */
async function mintReplaced(story: Story, owner: Actor): Promise<string> {
  const { token, credential } = await mint(story, owner, `${story.label} (replaced)`);
  accepted(await revokeCredential(owner, { credentialId: credential.id }));
  return token;
}

async function playMoment(
  story: Story,
  { token, owner }: { token: string; owner: Actor },
  { mapping, requests, hoursAgo }: Moment,
  ids: Map<string, string>,
): Promise<void> {
  const since = new Date();
  if (mapping) await saveStoryMapping(owner, mapping);
  for (const request of requests) await send(story, token, request, ids);
  await dateEvents(story.id, since, hoursAgo);
}

async function send(story: Story, token: string, request: DemoRequest, ids: Map<string, string>): Promise<void> {
  const { method, path, query = '', body, creates } = request((of) => ids.get(of) ?? of);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/scim+json',
    'user-agent': story.userAgent,
  };
  const response = await handleScim({
    method,
    path: `/${story.id}${path}`,
    query,
    headers,
    body: body === undefined ? null : bytes(JSON.stringify(body)),
    clientAddress: CLIENT_ADDRESS,
  });
  if (creates === undefined || response.status !== 201 || response.body === null) return;
  const { id } = JSON.parse(response.body) as { id: string };
  ids.set(creates, id);
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
