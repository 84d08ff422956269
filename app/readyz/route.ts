import { unreadyReason } from '@/lib/boot/readiness';

export const dynamic = 'force-dynamic';

/** The database answers and its migrations are applied. The production server answers this itself, before Next. */
export async function GET(): Promise<Response> {
  const reason = await unreadyReason();
  const status = reason === null ? 200 : 503;
  return new Response(`${reason ?? 'ok'}\n`, { status, headers: { 'Cache-Control': 'no-store' } });
}
