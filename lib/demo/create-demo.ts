import { db } from '@/lib/db/kysely';
import { acme } from '@/lib/demo/acme';
import { globex } from '@/lib/demo/globex';
import { initech } from '@/lib/demo/initech';
import { playStory } from '@/lib/demo/play-story';
import type { Story } from '@/lib/demo/story';
import type { Actor } from '@/lib/roles/permission';
import { accepted } from '@/lib/shared/accepted';
import { OperatorError } from '@/lib/shared/operator-error';
import { createSignInLink } from '@/lib/sign-in/one-time-link';
import { createTenant } from '@/lib/tenants/create-tenant';
import { tenantBaseUrl } from '@/lib/tenants/tenant-base-url';
import { listTenants } from '@/lib/tenants/tenants';

/** How to get into a demonstration tenant, as a person and as an identity provider. */
export interface DemoTenant {
  id: string;
  name: string;
  /** Signs its owner in; good for a day and as many clicks. */
  signInUrl: string;
  scimBaseUrl: string;
  scimToken: string;
}

/**
 * Fills an empty database with three tenants.
 * @throws OperatorError when the database has tenants already
 */
export async function createDemo(): Promise<DemoTenant[]> {
  if ((await listTenants()).length > 0) {
    throw new OperatorError(
      'The demonstration needs an empty database, and this one has tenants. ' +
        'Start without --demo, or set ROLLCALL_DATA_DIR (or DATABASE_URL) to an empty one.',
    );
  }
  const tenants: DemoTenant[] = [];
  for (const story of [acme, globex, initech]) tenants.push(await createDemoTenant(story));
  return tenants;
}

/** @throws OperatorError when other machines could use the sign-in links, which anyone may click */
export function requireLoopback(host: string): void {
  if (host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)) return;
  throw new OperatorError(
    `The demonstration has sign-in links that anyone may use, so it does not listen on ${host}. ` +
      'Leave HOST unset, or set it to 127.0.0.1.',
  );
}

async function createDemoTenant(story: Story): Promise<DemoTenant> {
  const began = new Date();
  const { id, name, owner } = story;
  const { ownerId } = await createTenant(db(), { id, name, ownerName: owner.name, ownerEmail: owner.email });
  const actor: Actor = { tenantId: id, memberId: ownerId, name: owner.name, level: 'OWNER' };
  const scimToken = await playStory(story, actor, began);
  const { url } = accepted(await createSignInLink(actor, { memberId: ownerId, reusable: true }));
  return { id, name, signInUrl: url, scimBaseUrl: tenantBaseUrl(id), scimToken };
}
