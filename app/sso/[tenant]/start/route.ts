import { randomBytes } from 'node:crypto';
import type { NextRequest, NextResponse } from 'next/server';
import { emailAddressSchema } from '@/lib/members/email-address';
import { may } from '@/lib/roles/permission';
import { returnPath } from '@/lib/sign-in/return-path';
import { browserCookieName, cookieTerms } from '@/lib/sign-in/session-cookie';
import { getViewer } from '@/lib/sign-in/viewer';
import { countSsoHit } from '@/lib/sso/sso-limits';
import { REQUEST_MINUTES } from '@/lib/sso/sso-request';
import { startSignIn } from '@/lib/sso/start-sign-in';
import { follow, nothing, seeOther, tooMany } from '../answers';
import { readVisit } from '../visit';
import type { TenantContext } from '../visit';

/** Where a test is made, and where whoever may not make one is sent. */
const SSO_SETTINGS = '/settings/identity/sso';

/**
 * Sends the browser to the tenant's identity provider. `to` is the page to open afterwards and `hint` the address
 * that was typed; without them it is an address for tiles and bookmarks. With `test=1` an admin tests the
 * connection.
 */
export async function GET(request: NextRequest, context: TenantContext): Promise<NextResponse> {
  const { tenantId, client, browserSecret: known } = await readVisit(request, context);
  const wait = await countSsoHit('start', tenantId, client);
  if (wait !== null) return tooMany(wait);
  const query = request.nextUrl.searchParams;
  const tester = query.get('test') === '1' ? await findTester(tenantId) : null;
  if (tester === undefined) return seeOther(SSO_SETTINGS);
  // Sign-ins in two tabs of one browser share the secret: a new one would strand the first of them.
  const browserSecret = known ?? randomBytes(32).toString('base64url');
  const hint = emailAddressSchema.safeParse(query.get('hint'));
  const started = await startSignIn(
    tenantId,
    {
      purpose: tester === null ? 'SIGN_IN' : 'TEST',
      memberId: tester,
      returnPath: returnPath(query.get('to')),
      loginHint: hint.success ? hint.data : null,
      browserSecret,
    },
    client,
  );
  if (started.kind !== 'away') return follow(started);
  const response = seeOther(started.url);
  const maxAge = REQUEST_MINUTES * 60;
  response.cookies.set(browserCookieName(), browserSecret, { ...cookieTerms(), maxAge });
  return response;
}

export { nothing as HEAD };

/** The id of a signed-in member who may test the tenant's connection, or undefined. */
async function findTester(tenantId: string): Promise<string | undefined> {
  const viewer = await getViewer();
  return viewer?.tenantId === tenantId && may(viewer, 'manageIdentity') ? viewer.memberId : undefined;
}
