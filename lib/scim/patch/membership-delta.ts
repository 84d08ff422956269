import type { Repair } from '../dialect';
import { ScimError } from '../error';
import type { CheckedFilter } from '../filter/ast';
import { parsePathExpression } from '../filter/parser';
import { isJsonObject, type JsonValue } from '../json';
import { Leniency } from '../leniency';
import type { ConformanceMode } from '../mode';
import type { MemberReference } from '../resource';
import { readValue } from '../schema/read-value';
import type { ResourceType } from '../schema/registry';
import { resolvePath } from '../schema/resolve-path';
import type { PatchOperation } from './patch-op';
import { parsePath, type PatchTarget } from './path';

/**
 * What operations on a group do to its members, without knowing them: start from the `current` members or
 * from none (`empty`), take away `remove`, put in `add`. No member is in both lists. `rest` are the
 * operations that are about anything else.
 */
export interface MembershipDelta {
  base: 'current' | 'empty';
  add: MemberReference[];
  remove: string[];
  rest: PatchOperation[];
  ignored: string[];
  repairs: Repair[];
}

/**
 * Reads the membership changes out of operations on a group, so that their cost is the size of the change and
 * not of the group. Null when they cannot be told without the members, such as
 * `members[type eq "Group"]`: then load them and use `applyPatch`. Throws what `applyPatch` would throw.
 */
export function membershipDelta(
  type: ResourceType,
  operations: readonly PatchOperation[],
  mode: ConformanceMode,
): MembershipDelta | null {
  const leniency = new Leniency(mode);
  const changes = new MembershipChanges();
  const rest: PatchOperation[] = [];
  for (const operation of operations) {
    const { members, others } = split(type, operation, leniency);
    if (others) rest.push(others);
    for (const { target, value } of members) {
      if (!changes.apply(operation.op, target, value, leniency)) return null;
    }
  }
  return { ...changes.outcome(), rest, ignored: leniency.ignored, repairs: leniency.repairs };
}

interface MemberOperation {
  target: PatchTarget;
  value: JsonValue | undefined;
}

interface SplitOperation {
  members: MemberOperation[];
  others?: PatchOperation;
}

/** Parts an operation into what it says of members and the operation that is left. */
function split(type: ResourceType, operation: PatchOperation, leniency: Leniency): SplitOperation {
  const { op, path, value } = operation;
  if (path !== undefined) {
    const target = membersTarget(type, path, leniency);
    return target ? { members: [{ target, value }] } : { members: [], others: operation };
  }
  if (op === 'remove' || leniency.strict || !isJsonObject(value)) return { members: [], others: operation };
  const members: MemberOperation[] = [];
  const others: [string, JsonValue][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const target = membersTarget(type, key, leniency);
    if (target) members.push({ target, value: inner });
    else others.push([key, inner]);
  }
  if (members.length === 0) return { members, others: operation };
  return { members, ...(others.length > 0 && { others: { op, value: Object.fromEntries(others) } }) };
}

/** The target of a path that is about members; what other paths are worth, `applyPatch` notes. */
function membersTarget(type: ResourceType, path: string, leniency: Leniency): PatchTarget | undefined {
  const named = resolvePath(type, path.includes('[') ? parsePathExpression(path).path.text : path);
  if (named.kind !== 'attribute' || named.attribute.name !== 'members') return undefined;
  const parsed = parsePath(type, path, leniency);
  return parsed.kind === 'target' ? parsed.target : undefined;
}

class MembershipChanges {
  private base: 'current' | 'empty' = 'current';
  private readonly added = new Map<string, MemberReference>();
  private readonly removed = new Set<string>();

  /** Answers false when the operation cannot be told without knowing the members. */
  apply(
    op: PatchOperation['op'],
    { attribute, subAttribute, filter, name }: PatchTarget,
    value: JsonValue | undefined,
    leniency: Leniency,
  ): boolean {
    if (subAttribute) return false;
    if (filter) {
      const ids = op === 'remove' ? idsIn(filter) : undefined;
      ids?.forEach((id) => this.take(id));
      return ids !== undefined;
    }
    if (op === 'remove' && value !== undefined && value !== null) {
      const elements = [value].flat().map((element) =>
        readMember(readValue({ ...attribute, multiValued: false }, element, name, leniency)));
      elements.forEach((member) => this.take(member.value));
      return true;
    }
    if (op !== 'add') this.clear();
    const sent = op === 'add' && !leniency.strict ? [value ?? null].flat() : value ?? null;
    const members = op === 'remove' ? undefined : readValue(attribute, sent, name, leniency);
    if (Array.isArray(members)) members.forEach((member) => this.put(readMember(member)));
    return true;
  }

  outcome(): Pick<MembershipDelta, 'base' | 'add' | 'remove'> {
    return {
      base: this.base,
      add: [...this.added.values()],
      remove: this.base === 'empty' ? [] : [...this.removed],
    };
  }

  private put(member: MemberReference): void {
    this.removed.delete(member.value);
    this.added.set(member.value, { ...this.added.get(member.value), ...member });
  }

  private take(id: string): void {
    this.added.delete(id);
    this.removed.add(id);
  }

  private clear(): void {
    this.base = 'empty';
    this.added.clear();
    this.removed.clear();
  }
}

function readMember(element: JsonValue | undefined): MemberReference {
  const { value, type } = isJsonObject(element) ? element : {};
  if (typeof value !== 'string' || value.trim() === '') {
    throw ScimError.invalidValue('Every element of `members` needs a `value`');
  }
  return { value, ...((type === 'User' || type === 'Group') && { type }) };
}

/** The identifiers that a filter such as `value eq "a" or value eq "b"` selects; undefined for any other. */
function idsIn(filter: CheckedFilter): string[] | undefined {
  if (filter.kind === 'compare' && filter.attribute.name === 'value' && filter.operator === 'eq') {
    return [String(filter.value)];
  }
  if (filter.kind !== 'or') return undefined;
  const ids = filter.operands.map(idsIn);
  return ids.every((list) => list !== undefined) ? ids.flat() : undefined;
}
