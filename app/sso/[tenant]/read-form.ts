/** A response with 400 groups has about 100 kB; base64 and encryption make it larger. */
const MAX_BYTES = 512 * 1024;

/** The fields of a posted form, or the status to answer with. */
export type ReadForm = { ok: true; fields: URLSearchParams } | { ok: false; status: 400 | 413 | 415 };

/** Reads a form that anyone may post. No more of it is kept than it may hold, whatever its headers claim. */
export async function readForm(request: Request): Promise<ReadForm> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return { ok: false, status: 415 };
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES) return { ok: false, status: 413 };
  if (!request.body) return { ok: false, status: 400 };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the stream, so that the rest is not read.
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return { ok: false, status: 413 };
    chunks.push(chunk);
  }
  return { ok: true, fields: new URLSearchParams(Buffer.concat(chunks).toString('utf8')) };
}
