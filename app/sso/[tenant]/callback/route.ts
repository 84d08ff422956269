import type { NextRequest, NextResponse } from 'next/server';
import { completeOidc } from '@/lib/sso/complete-oidc';
import { countSsoHit } from '@/lib/sso/sso-limits';
import { follow, nothing, tooMany } from '../answers';
import { readVisit } from '../visit';
import type { TenantContext } from '../visit';

/** Where an OpenID provider sends people back to. */
export async function GET(request: NextRequest, context: TenantContext): Promise<NextResponse> {
  const { tenantId, ...visit } = await readVisit(request, context);
  const wait = await countSsoHit('callback', tenantId, visit.client);
  if (wait !== null) return tooMany(wait);
  return follow(await completeOidc(tenantId, request.nextUrl.searchParams, visit));
}

export { nothing as HEAD };
