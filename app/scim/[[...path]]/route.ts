import { serveScimRequest } from '@/lib/scim-http/web-adapter';

/**
 * For development, and hosts that run Next alone; the production server answers /scim before Next sees it. All
 * of /scim is here, so that a wrong version in a base URL is answered in SCIM too.
 */
export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export {
  serveScimRequest as DELETE,
  serveScimRequest as GET,
  serveScimRequest as HEAD,
  serveScimRequest as OPTIONS,
  serveScimRequest as PATCH,
  serveScimRequest as POST,
  serveScimRequest as PUT,
};
