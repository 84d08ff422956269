import type { z } from 'zod';
import { OperatorError } from '@/lib/shared/operator-error';

/**
 * What was typed on the command line, checked by the domain's own schema.
 * @throws OperatorError that names each wrong option
 */
export function valid<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => (path.length > 0 ? `${optionOf(path)}: ${message}` : message));
  throw new OperatorError(faults.join('\n'));
}

function optionOf(path: readonly PropertyKey[]): string {
  return `--${path.join('.').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
