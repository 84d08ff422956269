import { z } from 'zod';
import { foldCase } from '@/lib/shared/fold-case';
import { isStorable } from '../storable-text';
import { attribute, type Attribute, type Schema } from './attribute';
import { isAttributeName, longestAttributeName } from './attribute-name';
import { customUrnSchema } from './custom-urn';

/**
 * The types a custom attribute can have. A complex one is left out: what identity providers map into an
 * extension are single values and lists of them, and parts of an object can be attributes of their own.
 * A binary one is left out because it would put photographs and keys into filters, events and tables.
 */
export const customAttributeTypes = [
  'string', 'boolean', 'integer', 'decimal', 'dateTime', 'reference',
] as const;

export type CustomAttributeType = (typeof customAttributeTypes)[number];

/** As forms and commands send it. */
const flag = z.union([z.boolean(), z.stringbool()]).default(false);

/** Each is published, checked and listed; nobody has yet needed as many. */
export const mostAttributes = 100;

const name = z
  .string()
  .trim()
  .min(1, { error: 'Enter a name, for example floor.', abort: true })
  .refine(isAttributeName, {
    error: ({ input }) =>
      `"${String(input)}" is no attribute name. Begin with a letter; use letters, digits, "-" and "_", at `
      + `most ${longestAttributeName}. Names that every object has, such as constructor, are taken.`,
  });

/** An attribute of an extension that a tenant defines. */
export const customAttributeSchema = z
  .object({
    name,
    type: z.enum(customAttributeTypes, `Choose a type: ${customAttributeTypes.join(', ')}.`),
    multiValued: flag,
    /** Whether comparisons regard case. Only texts have any; references always do (RFC 7643 §2.3.7). */
    caseExact: flag,
    description: line(300).default(''),
  })
  .refine(({ type, caseExact }) => type === 'string' || !caseExact, {
    path: ['caseExact'],
    error: 'Only attributes of type string can be case-exact. Leave it off.',
  });

export type CustomAttribute = z.output<typeof customAttributeSchema>;

/** A schema extension that a tenant defines. */
export const customExtensionSchema = z.object({
  urn: customUrnSchema,
  resourceType: z.enum(['User', 'Group'], 'Choose what the extension belongs to: User or Group.'),
  name: line(80).min(1, 'Enter a name, for example Staff.'),
  description: line(300).default(''),
  attributes: z
    .array(customAttributeSchema)
    .min(1, 'Add at least one attribute.')
    .max(mostAttributes, `An extension has at most ${mostAttributes} attributes.`)
    .refine((attributes) => repeatedName(attributes) === undefined, {
      error: ({ input }) =>
        `Two attributes are called ${repeatedName(input as CustomAttribute[])}; case makes no difference.`,
    }),
});

export type CustomExtension = z.output<typeof customExtensionSchema>;

/** The extension as a schema (RFC 7643 §7), as discovery publishes it and resources are held to it. */
export function toSchema({ urn, name, description, attributes }: CustomExtension): Schema {
  return { id: urn, name, description: description || name, attributes: attributes.map(toAttribute) };
}

function toAttribute({ name, type, multiValued, caseExact, description }: CustomAttribute): Attribute {
  return attribute(name, description || name, {
    type,
    multiValued,
    ...(type === 'reference' ? { referenceTypes: ['external'] } : { caseExact }),
  });
}

/** One line of text that the store can hold. */
function line(longest: number) {
  return z
    .string()
    .trim()
    .max(longest, `Use at most ${longest} characters.`)
    .refine((text) => isStorable(text) && !/\p{Cc}/u.test(text), {
      error: 'Leave out line breaks and other control characters.',
    });
}

function repeatedName(attributes: readonly { name: string }[]): string | undefined {
  const names = attributes.map((named) => foldCase(named.name));
  return attributes.find(({ name }, index) => name !== '' && names.indexOf(foldCase(name)) !== index)?.name;
}
