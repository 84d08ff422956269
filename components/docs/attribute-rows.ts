import type { Attribute } from '@/lib/scim/schema/attribute';

/** A line of a table of attributes. */
export interface AttributeRow {
  /** The complex attribute it is a part of, with its dot: "name."; empty for an attribute itself. */
  owner: string;
  name: string;
  /** "string", "complex, multi-valued". */
  type: string;
  /** Characteristics of RFC 7643 §7 in its own words; those that are its defaults are left out, but one. */
  characteristics: string[];
  description: string;
  /** Values that are published as the usual ones; others are accepted too. */
  canonicalValues: readonly string[];
}

/** Attributes and their parts, each a row, in the order of the schema. */
export function attributeRows(attributes: readonly Attribute[]): AttributeRow[] {
  return attributes.flatMap((attribute) => [
    attributeRow('', attribute),
    ...(attribute.subAttributes ?? []).map((part) => attributeRow(`${attribute.name}.`, part)),
  ]);
}

function attributeRow(owner: string, attribute: Attribute): AttributeRow {
  const { name, type, multiValued, description, canonicalValues = [] } = attribute;
  return {
    owner,
    name,
    type: multiValued ? `${type}, multi-valued` : type,
    characteristics: characteristicsOf(attribute),
    description,
    canonicalValues,
  };
}

/** Whether one may write an attribute is always said; the rest when it is not what one would assume. */
function characteristicsOf(attribute: Attribute): string[] {
  const { required, mutability, returned, uniqueness, type, caseExact } = attribute;
  const hasCase = type === 'string' || type === 'reference' || type === 'binary';
  const words = [
    required && 'required',
    mutability,
    returned !== 'default' && `returned: ${returned}`,
    hasCase && (caseExact ? 'caseExact' : 'any case'),
    uniqueness !== 'none' && 'unique',
  ];
  return words.filter((word) => word !== false);
}
