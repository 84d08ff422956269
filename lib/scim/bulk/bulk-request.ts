import { z } from 'zod';
import { ScimError } from '../error';
import type { JsonValue } from '../json';
import { lowerCaseKeys } from '../lower-case-keys';
import type { ConformanceMode } from '../mode';
import { bulkRequestUrn } from '../urns';
import { parseOperation, shownBulkId, type BulkOperation } from './bulk-operation';

/** `maxOperations` of the service provider configuration. */
export const mostBulkOperations = 1_000;

/** A BulkRequest message. `failOnErrors` is Infinity when the client wants everything tried. */
export interface BulkRequest {
  failOnErrors: number;
  operations: BulkOperation[];
}

const messageSchema = z.object({
  schemas: z.array(z.string()).optional(),
  operations: z.array(z.custom<JsonValue>()).min(1),
  failonerrors: z.number().int().min(1).nullish(),
});

/**
 * The operations of a BulkRequest message (RFC 7644 §3.7), keys in any case; `schemas` may be missing but in
 * strict mode. A fault of one operation is that operation's own refusal. Throws `invalidSyntax` for a body
 * that is no such message, `invalidValue` for `failOnErrors`, or 413 for too many operations.
 */
export function parseBulkRequest(body: JsonValue, mode: ConformanceMode): BulkRequest {
  const parsed = messageSchema.safeParse(lowerCaseKeys(body));
  if (!parsed.success) {
    throw parsed.error.issues.some(({ path }) => path[0] === 'failonerrors')
      ? ScimError.invalidValue('`failOnErrors` must be a whole number above 0, or absent to try everything')
      : ScimError.invalidSyntax('The body must be a BulkRequest message with a non-empty array `Operations`');
  }
  const { schemas, operations, failonerrors } = parsed.data;
  if (mode === 'strict' && !schemas?.includes(bulkRequestUrn)) {
    throw ScimError.invalidSyntax(`\`schemas\` must name ${bulkRequestUrn}`);
  }
  if (operations.length > mostBulkOperations) {
    throw ScimError.tooLarge(
      `${operations.length} operations were sent; maxOperations is ${mostBulkOperations}: send them in parts`,
    );
  }
  return {
    failOnErrors: failonerrors ?? Infinity,
    operations: refuseSharedBulkIds(operations.map(parseOperation)),
  };
}

/** A reference to a shared bulkId could mean either resource, so none of them is made. */
function refuseSharedBulkIds(operations: BulkOperation[]): BulkOperation[] {
  const sharers = new Map<string, number>();
  for (const { method, bulkId } of operations) {
    if (method === 'POST' && bulkId !== undefined) sharers.set(bulkId, (sharers.get(bulkId) ?? 0) + 1);
  }
  return operations.map((operation) => {
    const { method, bulkId = '' } = operation;
    const count = method === 'POST' ? (sharers.get(bulkId) ?? 0) : 0;
    const refusal = ScimError.invalidValue(
      `${count} operations of this request have the bulkId "${shownBulkId(bulkId)}"; it must be unique`,
    );
    return count > 1 ? { refusal, ...operation } : operation;
  });
}
