import { z } from 'zod';
import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { lowerCaseKeys } from '../lower-case-keys';
import type { ConformanceMode } from '../mode';
import { patchOpUrn } from '../urns';

/** Enough for any client known: each operation may carry thousands of values. */
export const mostOperations = 1_000;

export interface PatchOperation {
  op: 'add' | 'replace' | 'remove';
  path?: string;
  value?: JsonValue;
}

const operationSchema = z.object({
  op: z.string().toLowerCase().pipe(z.enum(['add', 'replace', 'remove'])),
  // An empty or null path is what some clients send for none.
  path: z.string().nullish().transform((path) => path || undefined),
});

const patchOpSchema = z.object({
  schemas: z.array(z.string()).optional(),
  operations: z.array(z.custom<JsonObject>((operation) => isJsonObject(operation as JsonValue))).min(1),
});

/**
 * The operations of a PatchOp message (RFC 7644 §3.5.2). Keys and `op` are read in any case; `schemas` may be
 * missing but in strict mode. Throws `invalidSyntax`, `invalidValue` for an operation without its value, or
 * 413 for too many operations.
 */
export function parsePatchOp(body: JsonValue, mode: ConformanceMode): PatchOperation[] {
  const message = patchOpSchema.safeParse(lowerCaseKeys(body));
  if (!message.success) {
    throw ScimError.invalidSyntax('The body must be a PatchOp message with a non-empty array `Operations`');
  }
  const { schemas, operations } = message.data;
  if (mode === 'strict' && !schemas?.includes(patchOpUrn)) {
    throw ScimError.invalidSyntax(`\`schemas\` must name ${patchOpUrn}`);
  }
  if (operations.length > mostOperations) {
    throw ScimError.tooLarge(`${operations.length} operations were sent; the limit is ${mostOperations}`);
  }
  return operations.map(parseOperation);
}

function parseOperation(sent: JsonObject, index: number): PatchOperation {
  const keys = lowerCaseKeys(sent);
  const parsed = operationSchema.safeParse(keys);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw ScimError.invalidSyntax(issue?.path[0] === 'path'
      ? `Operation ${index + 1}: \`path\` must be a text`
      : `Operation ${index + 1}: \`op\` must be add, replace or remove`);
  }
  const { op, path } = parsed.data;
  const value = isJsonObject(keys) ? keys.value : undefined;
  if (op !== 'remove' && value === undefined) {
    throw ScimError.invalidValue(`Operation ${index + 1}: ${op} needs a \`value\``);
  }
  return { op, ...(path !== undefined && { path }), ...(value !== undefined && { value }) };
}
