import { OperatorError } from '@/lib/shared/operator-error';
import type { Refusal } from '@/lib/shared/refusal';

/**
 * The result of a domain function that may refuse, where the operator is the one to be told.
 * @throws OperatorError with the refusal's sentence
 */
export function accepted<T extends { ok: true }>(result: T | Refusal): T {
  if (result.ok) return result;
  throw new OperatorError(result.message);
}
