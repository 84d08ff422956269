import { parseArgs } from 'node:util';
import { OperatorError } from '@/lib/shared/operator-error';

/** What `npm start -- …` can be told. */
export interface StartOptions {
  /** Fill an empty database with three tenants and print how to get into them. */
  demo: boolean;
  /** When ready, print one line of JSON on stdout; the log goes to stderr. */
  json: boolean;
}

/** @throws OperatorError that names an argument that does not exist */
export function parseStartOptions(args: string[]): StartOptions {
  try {
    const { values } = parseArgs({ args, options: { demo: { type: 'boolean' }, json: { type: 'boolean' } } });
    return { demo: values.demo ?? false, json: values.json ?? false };
  } catch (error) {
    const unknown = args.find((argument) => argument !== '--demo' && argument !== '--json') ?? '';
    throw new OperatorError(`There is no option ${unknown}. npm start takes --demo and --json.`, { cause: error });
  }
}
