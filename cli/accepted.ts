import type { z } from 'zod';
import { OperatorError } from '@/lib/shared/operator-error';
import type { Refusal } from '@/lib/shared/refusal';

/**
 * The result of a domain function that may refuse.
 * @throws OperatorError with the refusal's sentence
 */
export function accepted<T extends { ok: true }>(result: T | Refusal): T {
  if (result.ok) return result;
  throw new OperatorError(result.message);
}

/**
 * What was typed on the command line, checked by the domain's own schema.
 * @throws OperatorError that names each wrong option
 */
export function valid<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || 'value'}: ${issue.message}`);
  throw new OperatorError(faults.join('\n'));
}
