import { z } from 'zod';
import { foldCase } from '@/lib/shared/fold-case';
import { urnAliases } from '../dialect';
import { resourceTypes } from './registry';

const longestUrn = 200;

/**
 * "urn:", a namespace and a name in it (RFC 8141 §2). Of the characters that the RFC allows there, those are
 * left out that end a name in a filter, a list of attributes or the path of a URL.
 */
const urnShape = /^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[a-z0-9](?:[a-z0-9:._~-]*[a-z0-9])?$/i;

/** Namespaces in which every URN has a meaning of its own in RFC 7643 §10.3 and RFC 7644 §8.2. */
const reserved = [
  'urn:ietf:params:scim:api:',
  'urn:ietf:params:scim:schemas:core:',
  'urn:ietf:params:scim:schemas:extension:enterprise:',
];

const known = [
  ...resourceTypes.flatMap(({ schema, extensions }) => [schema, ...extensions]).map(({ id }) => id),
  ...urnAliases.map(({ alias }) => alias),
];

/** The URN of a schema extension that a tenant defines. It is compared without regard to case. */
export const customUrnSchema = z
  .string()
  .trim()
  .max(longestUrn, { error: `Use at most ${longestUrn} characters.`, abort: true })
  .regex(urnShape, {
    error: 'Write a URN such as urn:acme:scim:staff:1.0:User: "urn:", a namespace, and a name of letters, '
      + 'digits, ".", "-", "_", "~" and ":".',
    abort: true,
  })
  .refine((urn) => !reserved.some((prefix) => foldCase(urn).startsWith(prefix)), {
    error: 'URNs that begin like this belong to SCIM itself. Choose one of your own.',
    abort: true,
  })
  .refine((urn) => clashingUrn(urn, known) === undefined, 'This URN belongs to a schema that everybody has.');

/** Whether an extension could be registered under the URN just as it is. */
export function isCustomUrn(urn: string): boolean {
  const parsed = customUrnSchema.safeParse(urn);
  return parsed.success && parsed.data === urn;
}

/**
 * The first of `others` that paths could not tell from `urn`: the same one, or one that the other continues
 * after a colon or a dot, where the name of an attribute would begin.
 */
export function clashingUrn(urn: string, others: readonly string[]): string | undefined {
  return others.find((other) => {
    const [one, two] = [foldCase(urn), foldCase(other)];
    return continues(one, two) || continues(two, one);
  });
}

function continues(longer: string, shorter: string): boolean {
  return longer.startsWith(shorter) && [undefined, ':', '.'].includes(longer[shorter.length]);
}
