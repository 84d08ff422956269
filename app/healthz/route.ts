export const dynamic = 'force-dynamic';

/** The process runs. The production server answers this itself, before Next. */
export function GET(): Response {
  return new Response('ok\n', { headers: { 'Cache-Control': 'no-store' } });
}
