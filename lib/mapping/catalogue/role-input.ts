import { z } from 'zod';
import { permissionLevels } from '@/lib/roles/role';
import { oneLineSchema } from '@/lib/shared/one-line';

/** So many that nobody misses one, and so few that a choice of all of them is still a choice. */
export const MOST_ROLES = 200;

const KEY_RULE = 'Use a–z, 0–9, “.”, “_” and “-”, with a letter or digit at both ends.';

const name = oneLineSchema.min(1, 'Enter a name.').max(60, 'Use at most 60 characters.');

const fields = {
  description: oneLineSchema.max(200, 'Use at most 200 characters.').default(''),
  level: z.enum(permissionLevels, 'Choose a permission level.'),
  /** The phrase that is asked for when people become admins or owners by it. */
  confirmation: oneLineSchema.max(200).optional(),
};

/** A role as it is created. The key is what identity providers send, so it has one spelling and never changes. */
export const createRoleSchema = z.object({
  name,
  key: oneLineSchema
    .min(1, 'Enter a key.')
    .max(60, 'Use at most 60 characters.')
    .regex(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/, KEY_RULE),
  ...fields,
});

export type CreateRole = z.output<typeof createRoleSchema>;

export const changeRoleSchema = z.object({
  key: oneLineSchema.min(1),
  name,
  ...fields,
  /** When the role that the form was filled from was last changed. */
  updatedAt: z.coerce.date(),
});

export type ChangeRole = z.output<typeof changeRoleSchema>;

export const roleKeySchema = z.object({ key: oneLineSchema.min(1) });
