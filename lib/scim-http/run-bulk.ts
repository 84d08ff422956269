import type { InnerOutcome, InnerRequest, ScimCall } from '@/lib/scim-http/scim-call';
import { shownBulkId } from '@/lib/scim/bulk/bulk-operation';
import type { BulkOperation } from '@/lib/scim/bulk/bulk-operation';
import { bulkIdsIn, bulkIdsOf, resolveOperation } from '@/lib/scim/bulk/bulk-reference';
import type { BulkRequest } from '@/lib/scim/bulk/bulk-request';
import type { BulkResult } from '@/lib/scim/bulk/bulk-response';
import { planBulk } from '@/lib/scim/bulk/plan-bulk';
import type { BulkStep } from '@/lib/scim/bulk/plan-bulk';
import { postponeReferences } from '@/lib/scim/bulk/postpone-references';
import { ScimError } from '@/lib/scim/error';
import type { JsonObject } from '@/lib/scim/json';
import { patchOpUrn } from '@/lib/scim/urns';

/** What is known in the middle of a bulk request. */
interface Run {
  call: ScimCall;
  /** The ids of what was made so far, by bulkId. */
  ids: Map<string, string>;
  /** By the operation's place in the request. */
  results: Map<number, BulkResult>;
  /** PATCH operations that complete a new resource, by its operation's place. */
  postponed: Map<number, JsonObject[]>;
}

/**
 * Carries out the operations of a bulk request one after another, each as a request of its own.
 * @returns the results of the operations that were tried, in the order of the request
 */
export async function runBulk(call: ScimCall, request: BulkRequest): Promise<BulkResult[]> {
  const { operations, steps } = planBulk(request.operations);
  const run: Run = { call, ids: new Map(), results: new Map(), postponed: new Map() };
  for (const step of steps) {
    const operation = operations[step.index];
    if (!operation) continue;
    const failures = [...run.results.values()].filter(({ error }) => error).length;
    // What was made is completed all the same: it would not be what its client asked for otherwise.
    if (step.kind === 'complete') await complete(run, step.index, operation);
    else if (failures < request.failOnErrors) await perform(run, step, operation);
  }
  return [...run.results].sort(([left], [right]) => left - right).map(([, result]) => result);
}

async function perform(
  run: Run,
  { index, postponed }: Extract<BulkStep, { kind: 'perform' }>,
  operation: BulkOperation,
): Promise<void> {
  const { data, operations } = postponeReferences(operation.data ?? {}, postponed);
  if (operations.length > 0) run.postponed.set(index, operations);
  const ready = operation.data ? { ...operation, data } : operation;
  const resolved = resolveOperation(ready, (bulkId) => run.ids.get(bulkId));
  const refusal = operation.refusal ?? unmade(resolved);
  const outcome = await run.call.perform(innerRequest(resolved, refusal));
  const result = resultOf(run, resolved, outcome);
  run.results.set(index, result);
  if (operation.method === 'POST' && operation.bulkId !== undefined && outcome.answer && result.location) {
    run.ids.set(operation.bulkId, idIn(result.location));
  }
}

/** Puts in what could not be there when the resource was made; the version reported is the one after that. */
async function complete({ call, ids, results, postponed }: Run, index: number, made: BulkOperation) {
  const result = results.get(index);
  const operations = postponed.get(index);
  if (!result?.location || result.error || !operations) return;
  const data: JsonObject = { schemas: [patchOpUrn], Operations: operations };
  const segments = [...made.segments, idIn(result.location)];
  const patch = { method: 'PATCH', segments, sentPath: '', data };
  const resolved = resolveOperation(patch, (bulkId) => ids.get(bulkId));
  const [missing] = bulkIdsOf(resolved);
  const refusal = missing === undefined ? undefined : incomplete(missing);
  const { answer, error } = await call.perform(innerRequest(resolved, refusal));
  const change = error ? { status: error.status, error } : { version: answer.version };
  results.set(index, { ...result, ...change });
}

/** What an operation refers to comes before it, so what is not there by then has failed. */
function unmade(operation: BulkOperation): ScimError | undefined {
  const [missing] = bulkIdsOf(operation);
  if (missing === undefined) return undefined;
  return ScimError.conflict(
    `This operation refers to the bulkId "${shownBulkId(missing)}", whose operation failed; mend that first`,
  );
}

function incomplete(missing: string): ScimError {
  return ScimError.conflict(
    `The resource was made, but without what refers to the bulkId "${shownBulkId(missing)}", ` +
      'whose operation did not succeed; add that with PATCH',
  );
}

function innerRequest(operation: BulkOperation, refusal: ScimError | undefined): InnerRequest {
  const { method, version, data, segments, sentPath } = operation;
  const [sent = '', ...query] = sentPath.split('?');
  return {
    method,
    path: segments.length > 0 ? pathOf(segments) : sent,
    query: query.join('?'),
    ifMatch: version,
    body: data,
    ...(refusal && { refusal }),
  };
}

function resultOf(run: Run, operation: BulkOperation, { answer, error }: InnerOutcome): BulkResult {
  const { method, bulkId, segments } = operation;
  const namesResource = method !== 'POST' && segments.length > 1 && bulkIdsIn([...segments]).size === 0;
  const location = namesResource ? `${run.call.context.baseUrl}${pathOf(segments)}` : answer?.location;
  return {
    method,
    ...(bulkId !== undefined && { bulkId }),
    ...(location !== undefined && { location }),
    ...(error ? { status: error.status, error } : { status: answer.status, version: answer.version }),
  };
}

function pathOf(segments: readonly string[]): string {
  return `/${segments.map(encodeURIComponent).join('/')}`;
}

function idIn(location: string): string {
  return decodeURIComponent(location.slice(location.lastIndexOf('/') + 1));
}
