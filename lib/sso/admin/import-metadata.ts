import { z } from 'zod';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import { refuseTooMany } from '@/lib/sso/admin/admin-limits';
import { certificateView } from '@/lib/sso/admin/certificate-view';
import { MOST_CERTIFICATES } from '@/lib/sso/admin/connection-draft';
import type { ImportedMetadata } from '@/lib/sso/admin/connection-shape';
import { readIdpUrl } from '@/lib/sso/admin/idp-url';
import { fetchIdpMetadata } from '@/lib/sso/saml/fetch-idp-metadata';
import { readIdpMetadata } from '@/lib/sso/saml/idp-metadata';
import type { ReadIdpMetadata } from '@/lib/sso/saml/idp-metadata';

/** As much as is fetched from an address; metadata of one identity provider takes a hundredth of it. */
const LONGEST_XML = 1_048_576;

export const importMetadataSchema = z.union([
  z.object({ url: oneLineSchema.min(1, 'Enter the metadata URL.').max(2_000, 'This is too long for an address.') }),
  z.object({
    xml: z.string().min(1, 'Choose a file.').max(LONGEST_XML, 'This is too long for metadata: at most 1 MB.'),
  }),
]);

export type ImportMetadata = z.output<typeof importMetadataSchema>;

type Imported = ImportedMetadata | Refusal<'forbidden' | 'throttled' | 'invalid' | 'unusable'>;

/** Reads metadata of an identity provider into the fields of the form; nothing is saved. */
export async function importMetadata(actor: Actor, source: ImportMetadata): Promise<Imported> {
  const refused =
    refusePermission(actor, 'manageIdentity') ?? (await refuseTooMany('metadata-import', actor.tenantId));
  if (refused) return refused;
  if ('xml' in source) return imported(readIdpMetadata(source.xml), '', 'xml');
  const url = readIdpUrl(source.url);
  if (!url.ok) return refuse('invalid', url.message, 'url');
  return imported(await fetchIdpMetadata(url.url), url.url, 'url');
}

function imported(read: ReadIdpMetadata, idpMetadataUrl: string, field: 'url' | 'xml'): Imported {
  if (!read.ok) return refuse('unusable', read.message, field);
  const { entityId, ssoUrl, sloUrl, certificates, notes } = read.metadata;
  const now = new Date();
  const kept = certificates.slice(0, MOST_CERTIFICATES);
  const left = certificates.length - kept.length;
  const tooMany =
    `It holds more certificates than the ${MOST_CERTIFICATES} that are kept; ` +
    `${left === 1 ? '1 was' : `${left} were`} left out.`;
  return {
    ok: true,
    fields: {
      idpEntityId: entityId,
      idpSsoUrl: ssoUrl,
      idpSloUrl: sloUrl,
      idpMetadataUrl,
      certificates: kept.map((pem) => certificateView(pem, now)),
    },
    notes: left === 0 ? notes : [...notes, tooMany],
  };
}
