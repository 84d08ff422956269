import type { NextRequest, NextResponse } from 'next/server';
import { findConnection } from '@/lib/sso/connection';
import { spMetadata } from '@/lib/sso/saml/sp-metadata';
import { plainly, xml } from '../answers';
import { readVisit } from '../visit';
import type { TenantContext } from '../visit';

/** What a SAML identity provider imports. Nothing of it is secret: it is meant to be fetched. */
export async function GET(request: NextRequest, context: TenantContext): Promise<NextResponse> {
  const { tenantId } = await readVisit(request, context);
  const connection = await findConnection(tenantId);
  if (!connection) return plainly(404, 'There is no metadata here. Save the connection first.');
  return xml(spMetadata(tenantId, connection.spCertificate));
}
