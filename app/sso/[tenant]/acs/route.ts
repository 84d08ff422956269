import type { NextRequest, NextResponse } from 'next/server';
import { completeSaml } from '@/lib/sso/complete-saml';
import { countSsoHit } from '@/lib/sso/sso-limits';
import { follow, plainly, tooMany } from '../answers';
import { readForm } from '../read-form';
import { readVisit } from '../visit';
import type { TenantContext } from '../visit';

const faults = {
  400: 'This address takes one SAMLResponse.',
  413: 'This SAML response is larger than 512 kB. Send fewer groups.',
  415: 'This address takes SAML responses by the HTTP-POST binding.',
};

/** The assertion consumer service: takes responses of a SAML identity provider (SAML bindings §3.5). */
export async function POST(request: NextRequest, context: TenantContext): Promise<NextResponse> {
  const { tenantId, client } = await readVisit(request, context);
  const wait = await countSsoHit('acs', tenantId, client);
  if (wait !== null) return tooMany(wait);
  const form = await readForm(request);
  if (!form.ok) return plainly(form.status, faults[form.status]);
  const [samlResponse, ...others] = form.fields.getAll('SAMLResponse');
  if (!samlResponse || others.length > 0) return plainly(400, faults[400]);
  const relayState = form.fields.get('RelayState');
  return follow(await completeSaml(tenantId, { samlResponse, relayState }, client));
}
