/**
 * A fault that whoever runs Rollcall can mend. Its message is one sentence, or a few, that says what is wrong and
 * what to do; commands show it alone, without a stack trace.
 */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

/** The system's short name of a fault, such as ENOENT, wherever it is kept. */
export function faultCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
