import { recordStatements } from '@/conformance/support/record-statements';

/**
 * Runs `work` and counts the statements that this process sent to the database meanwhile, BEGIN and COMMIT
 * included.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  return (await recordStatements(work)).length;
}
