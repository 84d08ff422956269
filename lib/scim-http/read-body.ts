import type { ScimRequest } from '@/lib/scim-http/scim-message';
import { ScimError } from '@/lib/scim/error';
import type { JsonValue } from '@/lib/scim/json';
import { parseJson } from '@/lib/scim/parse-json';

/** 1 MiB holds a PATCH of a thousand operations. */
const LARGEST_BODY = 1024 * 1024;

const acceptedTypes = ['application/scim+json', 'application/json'];

/**
 * Reads a JSON body within its limits. A missing Content-Type is tolerated, because what counts is that it
 * parses.
 * @throws ScimError 415, 413, or 400 invalidSyntax
 */
export async function readBody({ headers, body }: ScimRequest): Promise<JsonValue> {
  const contentType = headers['content-type']?.trim() ?? '';
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (mediaType !== '' && !acceptedTypes.includes(mediaType)) {
    throw ScimError.unsupportedMediaType(contentType.slice(0, 100));
  }
  refuseCoding(headers['content-encoding']?.trim().toLowerCase() ?? '');
  return parseJson(decode(await readBytes(body)));
}

/** A compressed body could grow far beyond the limit, and no identity provider sends one. */
function refuseCoding(coding: string): void {
  if (coding !== '' && coding !== 'identity') throw ScimError.unsupportedCoding(coding.slice(0, 100));
}

/** Counts what arrives: Content-Length is only what the client says. */
async function readBytes(body: ScimRequest['body']): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of unbroken(body)) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY) throw ScimError.tooLarge(`The body is larger than ${LARGEST_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** A client that goes away in the middle is no fault of the server, and its log is not to say so. */
async function* unbroken(body: ScimRequest['body']): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? [];
  } catch {
    throw ScimError.invalidSyntax('The connection broke off before the whole body had arrived');
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw ScimError.invalidSyntax('The body is not UTF-8');
  }
}
