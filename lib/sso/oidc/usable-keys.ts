import { z } from 'zod';

/** What openid-client reads of a key, and takes for granted to be of these types (RFC 7517 §4). */
const keySchema = z.object({
  kty: z.string(),
  kid: z.string().optional(),
  alg: z.string().optional(),
  use: z.string().optional(),
  crv: z.string().optional(),
  key_ops: z.array(z.string()).optional(),
});

const keySetSchema = z.object({
  keys: z.array(z.unknown()).transform((keys) => keys.filter((key) => keySchema.safeParse(key).success)),
});

/** An answer with the keys of an issuer, without those that are none: RFC 7517 §5 tells to ignore them. */
export async function usableKeys(response: Response): Promise<Response> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const parsed = keySetSchema.safeParse(body);
  return response.ok && parsed.success ? Response.json(parsed.data) : response;
}
