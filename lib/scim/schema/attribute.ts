/** Attribute characteristics in the words of RFC 7643 §2.2 and §7. */

export type AttributeType =
  | 'string' | 'boolean' | 'decimal' | 'integer' | 'dateTime' | 'binary' | 'reference' | 'complex';

export type Mutability = 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
export type Returned = 'always' | 'never' | 'default' | 'request';
export type Uniqueness = 'none' | 'server' | 'global';

export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly canonicalValues?: readonly string[];
  readonly caseExact: boolean;
  readonly mutability: Mutability;
  readonly returned: Returned;
  readonly uniqueness: Uniqueness;
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];

  /** Ours: the sub-attributes that make two elements of a multi-valued attribute the same one. */
  readonly identifiedBy?: readonly string[];
  /** Ours: what a new resource gets when the client is silent. Such an attribute is never unassigned. */
  readonly defaultValue?: boolean;
  /** Ours: the longest text accepted, where the general limit of 8 KiB does not suit. */
  readonly maxLength?: number;
  /** Ours: the most elements accepted, where the general limit of 5,000 does not suit. */
  readonly maxElements?: number;
}

export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

type Characteristics = Partial<Omit<Attribute, 'name' | 'description'>>;

/** An attribute with the defaults of RFC 7643 §2.2 for every characteristic left unsaid. */
export function attribute(name: string, description: string, stated: Characteristics = {}): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: stated.type === 'reference' || stated.type === 'binary',
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...stated,
  };
}

export function complex(
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  stated: Characteristics = {},
): Attribute {
  return attribute(name, description, { type: 'complex', subAttributes, ...stated });
}

const indexes = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

/** Attribute names are case-insensitive (RFC 7643 §2.1); the answer holds the canonical spelling. */
export function findAttribute(
  attributes: readonly Attribute[] | undefined,
  name: string,
): Attribute | undefined {
  if (!attributes) return undefined;
  let index = indexes.get(attributes);
  if (!index) {
    index = new Map(attributes.map((candidate) => [candidate.name.toLowerCase(), candidate]));
    indexes.set(attributes, index);
  }
  return index.get(name.toLowerCase());
}

/** Complex attributes that stand for one value, and so may be compared or written as that value. */
export function valueOf(attribute: Attribute): Attribute | undefined {
  return findAttribute(attribute.subAttributes, 'value');
}
