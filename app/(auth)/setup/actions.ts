'use server';

import type { CreatedOrganisation } from '@/components/sign-in/setup-form';
import { failedWith, invalidInput, type ActionResult } from '@/lib/shared/action-result';
import { completeSetup, setupLinkState, setupSchema } from '@/lib/sign-in/setup';

/** Whether the link's secret is still good. Uses nothing up. */
export async function readSetupLink(token: string): Promise<Awaited<ReturnType<typeof setupLinkState>>> {
  return typeof token === 'string' ? setupLinkState(token) : 'unknown';
}

/** Fields `token`, `organisation`, `tenantId`, `ownerName` and `ownerEmail`. Uses the link up. */
export async function createOrganisation(data: FormData): Promise<ActionResult<CreatedOrganisation>> {
  const input = setupSchema.safeParse(Object.fromEntries(data));
  if (!input.success) return invalidInput(input.error);
  const answer = await completeSetup(input.data);
  if (!answer.ok) return failedWith(answer);
  const { tenantId, memberId, ticket } = answer;
  return { ok: true, data: { tenantId, memberId, ticket } };
}
