import { isScimError } from '@/lib/scim/error';
import { jsonEquals, type JsonObject } from '@/lib/scim/json';
import type { ConformanceMode } from '@/lib/scim/mode';
import { applyPatch, type PatchOutcome } from '@/lib/scim/patch/apply-patch';
import { parsePatchOp } from '@/lib/scim/patch/patch-op';
import type { ScimDocument } from '@/lib/scim/resource';
import { coreRegistry } from '@/lib/scim/schema/registry';
import { enterpriseUserUrn, patchOpUrn } from '@/lib/scim/urns';

export interface PatchExample {
  type: 'User' | 'Group';
  title: string;
  /** As they are on the wire, in the spelling of whoever sends them. */
  operations: JsonObject[];
}

/** What became of an example. */
export interface PatchResult {
  /** The attributes that changed, as they are afterwards; null stands for one that is gone. */
  after: JsonObject;
  /** The repairs that Activity names. */
  repairs: string[];
  /** Why strict mode refuses it; null when it does not. */
  refusal: string | null;
  /** What strict mode makes of it, where that is something else. */
  strictAfter: JsonObject | null;
}

const ana = '01a2002c-ff9a-76cf-a994-850ed83e295b';
const leo = '01a2002d-050c-7714-b429-2bf8af954aec';

/** The resources that the examples change. */
const before: Record<PatchExample['type'], ScimDocument> = {
  User: {
    userName: 'ana@acme.test',
    name: { givenName: 'Ana', familyName: 'Ruiz' },
    title: 'Engineer',
    active: true,
    emails: [{ value: 'ana@acme.test', type: 'work', primary: true }],
  },
  Group: { displayName: 'Finance', members: [{ value: ana }] },
};

export const patchExamples: readonly PatchExample[] = [
  {
    type: 'User',
    title: 'Set one attribute',
    operations: [{ op: 'replace', path: 'title', value: 'Lead' }],
  },
  {
    type: 'User',
    title: 'Set several at once, with paths as keys (Okta, Entra with its flag)',
    operations: [
      {
        op: 'replace',
        value: { title: 'Lead', 'name.givenName': 'Anna', [`${enterpriseUserUrn}:department`]: 'R&D' },
      },
    ],
  },
  {
    type: 'User',
    title: 'Switch a person off (Entra)',
    operations: [{ op: 'Replace', path: 'active', value: 'False' }],
  },
  {
    type: 'User',
    title: 'Change one element of a list',
    operations: [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'ana.ruiz@acme.test' }],
  },
  {
    type: 'User',
    title: 'Change an element that is not there yet (Entra)',
    operations: [{ op: 'replace', path: 'phoneNumbers[type eq "mobile"].value', value: '+34 600 000 000' }],
  },
  {
    type: 'User',
    title: 'Add an element, and make it the primary one',
    operations: [
      { op: 'add', path: 'emails', value: [{ value: 'ana@home.test', type: 'home', primary: true }] },
    ],
  },
  {
    type: 'User',
    title: 'Name a manager by the id alone (Entra)',
    operations: [{ op: 'add', path: `${enterpriseUserUrn}:manager`, value: leo }],
  },
  {
    type: 'User',
    title: 'Unassign an attribute',
    operations: [{ op: 'remove', path: 'title' }],
  },
  {
    type: 'User',
    title: 'Unassign an attribute with an empty text (Entra)',
    operations: [{ op: 'replace', path: 'title', value: '' }],
  },
  {
    type: 'Group',
    title: 'Rename a group, repeating its id (Okta)',
    operations: [{ op: 'replace', value: { id: '0f1e', displayName: 'Finance EU' } }],
  },
  {
    type: 'Group',
    title: 'Add members',
    operations: [{ op: 'add', path: 'members', value: [{ value: leo }] }],
  },
  {
    type: 'Group',
    title: 'Remove a member by filter',
    operations: [{ op: 'remove', path: `members[value eq "${ana}"]` }],
  },
  {
    type: 'Group',
    title: 'Remove members by value (Entra, JumpCloud, Authentik)',
    operations: [{ op: 'Remove', path: 'members', value: [{ value: ana }] }],
  },
  {
    type: 'Group',
    title: 'Replace all members',
    operations: [{ op: 'replace', path: 'members', value: [{ value: leo }] }],
  },
];

/** The body to send. */
export function patchBody({ operations }: PatchExample): JsonObject {
  return { schemas: [patchOpUrn], Operations: operations };
}

/**
 * Runs an example through the engine that serves requests, so that the reference cannot say anything else.
 */
export function patchResult(example: PatchExample): PatchResult {
  const { document, repairs } = run(example, 'compatible');
  const after = changesOf(before[example.type], document);
  const strict = strictResult(example);
  const differs = typeof strict !== 'string' && !jsonEquals(strict, after);
  return {
    after,
    repairs: repairs.map(({ sentence }) => sentence),
    refusal: typeof strict === 'string' ? strict : null,
    strictAfter: differs ? strict : null,
  };
}

function run(example: PatchExample, mode: ConformanceMode): PatchOutcome {
  const operations = parsePatchOp(patchBody(example), mode);
  return applyPatch(coreRegistry[example.type], before[example.type], operations, { mode, id: '0f1e' });
}

/** What changes, or why it is refused. */
function strictResult(example: PatchExample): JsonObject | string {
  try {
    return changesOf(before[example.type], run(example, 'strict').document);
  } catch (error) {
    if (!isScimError(error)) throw error;
    return `${error.status} ${error.scimType}: ${error.detail}`;
  }
}

function changesOf(old: JsonObject, now: JsonObject): JsonObject {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changed = names.filter((name) => !jsonEquals(old[name], now[name]));
  return Object.fromEntries(changed.map((name) => [name, now[name] ?? null]));
}
