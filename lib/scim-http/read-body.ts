import type { ScimRequest } from '@/lib/scim-http/scim-message';
import { ScimError } from '@/lib/scim/error';
import type { JsonLimits } from '@/lib/scim/inspect-json';
import type { JsonValue } from '@/lib/scim/json';
import { parseJson } from '@/lib/scim/parse-json';

export interface BodyLimits extends JsonLimits {
  bytes: number;
}

/** 1 MiB holds a PATCH of a thousand operations. */
export const LARGEST_BODY = 1024 * 1024;

export const usualLimits: BodyLimits = { bytes: LARGEST_BODY, elements: 5_000 };

/** A PUT of a group names every member: 100,000 as `{"value":"…"}`, 50,000 with name and address. */
export const groupLimits: BodyLimits = { bytes: 8 * LARGEST_BODY, elements: 100_000 };

const acceptedTypes = ['application/scim+json', 'application/json'];
const acceptedCharsets = ['utf-8', 'utf8'];

/**
 * Reads a JSON body within its limits. A missing Content-Type is tolerated, because what counts is that it
 * parses; so is a byte order mark, which some programs put before UTF-8.
 * @throws ScimError 415, 413, or 400 invalidSyntax or invalidValue
 */
export async function readBody({ headers, body }: ScimRequest, limits = usualLimits): Promise<JsonValue> {
  refuseType(headers['content-type']?.trim() ?? '');
  refuseCoding(headers['content-encoding']?.trim().toLowerCase() ?? '');
  refuseLength(headers['content-length'], limits.bytes);
  return parseJson(decode(await readBytes(body, limits.bytes)), limits);
}

function refuseType(contentType: string): void {
  const [mediaType = '', ...parameters] = contentType.toLowerCase().split(';').map((part) => part.trim());
  if (mediaType !== '' && !acceptedTypes.includes(mediaType)) {
    throw ScimError.unsupportedMediaType(contentType.slice(0, 100));
  }
  const charset = /^charset\s*=\s*"?([^"]*)"?$/;
  const named = parameters.flatMap((parameter) => charset.exec(parameter)?.[1] ?? []);
  const other = named.find((name) => !acceptedCharsets.includes(name.trim()));
  if (other !== undefined) throw ScimError.unsupportedCharset(other.slice(0, 100));
}

/** A compressed body could grow far beyond the limit, and no identity provider sends one. */
function refuseCoding(coding: string): void {
  if (coding !== '' && coding !== 'identity') throw ScimError.unsupportedCoding(coding.slice(0, 100));
}

/** A length that is declared and too large need not be waited for; what is not declared is counted. */
function refuseLength(declared: string | undefined, most: number): void {
  if (declared !== undefined && Number(declared) > most) throw tooLarge(most);
}

async function readBytes(body: ScimRequest['body'], most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of unbroken(body)) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(most: number): ScimError {
  return ScimError.tooLarge(`The body is larger than ${most} bytes; send it in parts`);
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
