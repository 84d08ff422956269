import { z } from 'zod';
import type { RoleSource } from '@/lib/db/generated/kysely/enums';
import { MOST_RULES } from '@/lib/mapping/most-rules';
import { isStorable } from '@/lib/scim/storable-text';

/** As long as names of groups and values get in practice, and short enough for an index and for a table. */
const LONGEST_NAME = 500;
const LONGEST_PATH = 500;

const roleSources = ['PORTAL', 'IDP_GROUPS', 'IDP_ATTRIBUTE'] as const satisfies readonly RoleSource[];

/** Texts are kept as they are: the names of groups match exactly, spaces included. */
function nameSchema(emptyMessage: string) {
  return z
    .string(emptyMessage)
    .refine((text) => text.trim() !== '', emptyMessage)
    .max(LONGEST_NAME, `Shorten it to at most ${LONGEST_NAME} characters.`)
    .refine(isStorable, 'Leave out NUL characters and half surrogate pairs.');
}

const idSchema = z.string().min(1).max(100).nullable().default(null);
const roleKeySchema = z.string('Choose a role.').min(1, 'Choose a role.').max(200, 'Choose a role.');
const tooManyRules = `A mapping holds up to ${MOST_RULES.toLocaleString('en')} rules.`;

const groupRuleSchema = z.object({
  /** The stored rule; null for a new one. */
  id: idSchema,
  /** The group's name: as it was saved, or as it was chosen or typed. */
  name: nameSchema('Choose a group or type its exact name.'),
  /** The group that was chosen; null for a name that was typed. */
  groupId: idSchema,
  roleKey: roleKeySchema,
});

const valueRuleSchema = z.object({
  id: idSchema,
  name: nameSchema('Enter a value.'),
  roleKey: roleKeySchema,
});

/** A mapping as the page edits it. Rules of the source that is not in use are kept. */
export const mappingDraftSchema = z.object({
  /** The revision that the page was filled from. */
  revision: z.coerce.number().int().positive(),
  source: z.enum(roleSources, 'Choose where roles come from.'),
  attribute: z
    .string('Enter an attribute, for example roles.')
    .trim()
    .min(1, 'Enter an attribute, for example roles.')
    .max(LONGEST_PATH, `Shorten it to at most ${LONGEST_PATH} characters.`)
    .refine(isStorable, 'Leave out NUL characters and half surrogate pairs.'),
  /** Null for no role. */
  defaultRoleKey: z.string('Choose a role, or no role.').min(1, 'Choose a role, or no role.').max(200).nullable(),
  groupRules: z.array(groupRuleSchema).max(MOST_RULES, tooManyRules),
  valueRules: z.array(valueRuleSchema).max(MOST_RULES, tooManyRules),
});

export type MappingDraft = z.output<typeof mappingDraftSchema>;
export type DraftGroupRule = MappingDraft['groupRules'][number];
export type DraftValueRule = MappingDraft['valueRules'][number];
