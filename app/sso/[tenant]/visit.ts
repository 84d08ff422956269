import type { NextRequest } from 'next/server';
import { clientOf } from '@/lib/sign-in/client-address';
import type { Client } from '@/lib/sign-in/client-address';
import { browserCookieName } from '@/lib/sign-in/session-cookie';
import { tenantIdSchema } from '@/lib/tenants/tenant-id';

export interface TenantContext {
  params: Promise<{ tenant: string }>;
}

export interface Visit {
  /** Empty when the address names what can be no tenant. */
  tenantId: string;
  client: Client;
  /** What the browser's cookie holds that ties answers to it; null when it has none, or not one of ours. */
  browserSecret: string | null;
}

export async function readVisit(request: NextRequest, { params }: TenantContext): Promise<Visit> {
  const tenant = tenantIdSchema.safeParse((await params).tenant);
  const cookie = request.cookies.get(browserCookieName())?.value ?? '';
  return {
    tenantId: tenant.success ? tenant.data : '',
    client: clientOf(request.headers),
    browserSecret: /^[\w-]{43}$/.test(cookie) ? cookie : null,
  };
}
