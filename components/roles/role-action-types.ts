import type { RoleUsage } from '@/lib/mapping/catalogue/why-role-in-use';
import type { PermissionLevel } from '@/lib/roles/role';
import type { ActionFailure, ActionResult } from '@/lib/shared/action-result';

/** A role as a form edits it. */
export interface EditableRole {
  key: string;
  name: string;
  description: string;
  level: PermissionLevel;
  /** ISO 8601: which version of the role it is. */
  updatedAt: string;
  /** Active members who have it. */
  people: number;
}

/** The role as someone else saved it meanwhile. */
export type TheirRole = Pick<EditableRole, 'name' | 'description' | 'level' | 'updatedAt'>;

export type ChangeRoleResult = ActionResult | (ActionFailure & { reason: 'conflict'; theirs: TheirRole });

/** What can be done about roles. */
export interface RoleActions {
  /** Fields `key`, `name`, `description`, `level` and `confirmation`. Answers how many people get it at once. */
  create: (data: FormData) => Promise<ActionResult<number>>;
  /** The same fields, and `updatedAt`. */
  change: (data: FormData) => Promise<ChangeRoleResult>;
  remove: (key: string) => Promise<ActionResult>;
  findUsage: (key: string) => Promise<ActionResult<RoleUsage>>;
}
