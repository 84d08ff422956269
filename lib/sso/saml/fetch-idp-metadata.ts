import { guardedFetch } from '@/lib/outbound/guarded-fetch';
import { OutboundError } from '@/lib/outbound/outbound-error';
import { readIdpMetadata } from '@/lib/sso/saml/idp-metadata';
import type { ReadIdpMetadata } from '@/lib/sso/saml/idp-metadata';

/** Fetches the metadata of an identity provider from the address that an admin gave, and reads it. */
export async function fetchIdpMetadata(url: string): Promise<ReadIdpMetadata> {
  try {
    const response = await guardedFetch(url, {
      headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' },
    });
    if (!response.ok)
      return { ok: false, message: `${new URL(url).host} answered with status ${response.status}.` };
    return readIdpMetadata(await response.text());
  } catch (error) {
    if (error instanceof OutboundError) return { ok: false, message: error.message };
    throw error;
  }
}
