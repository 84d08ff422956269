import { ScimError } from '../error';
import { shownBulkId, type BulkOperation } from './bulk-operation';
import { bulkIdsOf } from './bulk-reference';

/**
 * A step of a bulk request; `index` is the operation's place in the request. `postponed` are the bulkIds that
 * cannot be known when the operation is performed; the step that completes it comes when they are.
 */
export type BulkStep =
  | { kind: 'perform'; index: number; postponed: ReadonlySet<string> }
  | { kind: 'complete'; index: number };

/** `operations` are those of the request, those with references to nothing refused. */
export interface BulkPlan {
  operations: BulkOperation[];
  steps: BulkStep[];
}

/**
 * The order in which operations are carried out: that of the request, but a resource that an earlier
 * operation refers to is made right before it (RFC 7644 §3.7.2). In a circle of new resources somebody must
 * come first: that one is made without the reference, and gets it as soon as the other exists (§3.7.1).
 */
export function planBulk(sent: readonly BulkOperation[]): BulkPlan {
  const makers = makersIn(sent);
  const operations = sent.map((operation) => refuseUnknownReferences(operation, makers));
  const references = operations.map((operation) => (operation.refusal ? [] : [...bulkIdsOf(operation)]));
  const steps: BulkStep[] = [];
  const reached = new Set<number>();
  const done = new Set<number>();
  /** What each operation still waits for, by its index. */
  const waiting = new Map<number, Set<string>>();

  const visit = (index: number): void => {
    reached.add(index);
    const postponed = new Set<string>();
    for (const bulkId of references[index] ?? []) {
      const maker = makers.get(bulkId);
      if (maker === undefined) continue;
      if (!reached.has(maker)) visit(maker);
      if (!done.has(maker)) postponed.add(bulkId);
    }
    steps.push({ kind: 'perform', index, postponed });
    done.add(index);
    if (postponed.size > 0) waiting.set(index, new Set(postponed));
    completeWaiting(operations[index]?.bulkId);
  };

  const completeWaiting = (bulkId = ''): void => {
    for (const [index, awaited] of waiting) {
      awaited.delete(bulkId);
      if (awaited.size > 0) continue;
      waiting.delete(index);
      steps.push({ kind: 'complete', index });
    }
  };

  operations.forEach((_operation, index) => void (reached.has(index) || visit(index)));
  return { operations, steps };
}

/** Which operation makes the resource of a bulkId. */
function makersIn(operations: readonly BulkOperation[]): ReadonlyMap<string, number> {
  return new Map(
    operations.flatMap(({ method, bulkId }, index) =>
      method === 'POST' && bulkId !== undefined ? [[bulkId, index] as const] : []),
  );
}

function refuseUnknownReferences(
  operation: BulkOperation,
  makers: ReadonlyMap<string, number>,
): BulkOperation {
  const [unknown] = [...bulkIdsOf(operation)].filter((bulkId) => !makers.has(bulkId));
  if (unknown === undefined || operation.refusal) return operation;
  const refusal = ScimError.invalidValue(
    `This operation refers to the bulkId "${shownBulkId(unknown)}", which no POST operation here has`,
  );
  return { ...operation, refusal };
}
