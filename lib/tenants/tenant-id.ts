import { z } from 'zod';

const MAX_LENGTH = 40;

/** First path segments under /scim/v2 that mean something else, in the case tenant ids have. */
const RESERVED = new Set([
  'users',
  'groups',
  'me',
  'bulk',
  'schemas',
  'resourcetypes',
  'serviceproviderconfig',
]);

/** The tenant's part of its SCIM base URL. */
export const tenantIdSchema = z
  .string()
  .trim()
  .min(1, 'Enter an id, for example acme.')
  .max(MAX_LENGTH, `Use at most ${MAX_LENGTH} characters.`)
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'Use only a–z, 0–9 and single hyphens between them; Okta refuses _ in addresses.',
  )
  .refine((id) => !RESERVED.has(id), 'Use another id; this one is an address of SCIM itself.');

/** A valid tenant id that resembles the organisation's name: "Müller & Söhne" becomes "muller-sohne". */
export function suggestTenantId(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH - 6)
    .replace(/^-+|-+$/g, '');
  if (slug === '') return 'organisation';
  return RESERVED.has(slug) ? `${slug}-org` : slug;
}
