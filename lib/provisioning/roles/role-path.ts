import { ScimError } from '@/lib/scim/error';
import { Leniency } from '@/lib/scim/leniency';
import { parsePath } from '@/lib/scim/patch/path';
import type { PatchTarget } from '@/lib/scim/patch/path';
import { valueOf } from '@/lib/scim/schema/attribute';
import type { Attribute } from '@/lib/scim/schema/attribute';
import type { ResourceType } from '@/lib/scim/schema/registry';

/** Where roles are read from: a target, and the attribute or part of it that holds the text. */
export interface RolePath {
  target: PatchTarget;
  leaf: Attribute;
}

/** Why roles cannot be read from a path, in words for the one who entered it. */
export interface UnusablePath {
  problem: string;
}

/** Kinds of attributes whose values name no role: nobody would write a rule for a date or a picture. */
const UNREADABLE: readonly Attribute['type'][] = ['dateTime', 'binary', 'complex'];

/**
 * Resolves the attribute path of a mapping, in the notation of PATCH paths (RFC 7644 §3.5.2): `roles`,
 * `roles[primary eq true].value`, `name.familyName`, or an attribute under the URN of an extension. Of a complex
 * attribute the part `value` counts unless the path names another.
 */
export function resolveRolePath(type: ResourceType, text: string): RolePath | UnusablePath {
  const target = targetOf(type, text);
  if ('problem' in target) return target;
  const { attribute, subAttribute } = target;
  if (attribute.mutability === 'readOnly' || attribute.returned === 'never') {
    return { problem: `\`${target.name}\` is not sent by identity providers, so it can name no role` };
  }
  const leaf = subAttribute ?? (attribute.type === 'complex' ? valueOf(attribute) : attribute);
  if (!leaf) {
    const parts = (attribute.subAttributes ?? []).map(({ name }) => `${attribute.name}.${name}`);
    return { problem: `\`${attribute.name}\` has several parts; name one of them: ${parts.join(', ')}` };
  }
  if (UNREADABLE.includes(leaf.type)) return { problem: `\`${target.name}\` holds no texts that could name a role` };
  return { target, leaf };
}

function targetOf(type: ResourceType, text: string): PatchTarget | UnusablePath {
  try {
    const path = parsePath(type, text, new Leniency('compatible'));
    if (path.kind === 'target') return path.target;
    if (path.kind === 'schema') return { problem: `"${text}" is a whole schema; name one of its attributes` };
    return { problem: `"${text}" is no attribute of a ${type.name}` };
  } catch (error) {
    if (error instanceof ScimError) return { problem: error.detail };
    throw error;
  }
}
