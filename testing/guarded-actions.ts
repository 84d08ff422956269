import type { Permission } from '@/lib/roles/permission';
import { oidcDraft } from '@/testing/connection-draft';

/** What an action asks for, and what to call it with: something that an owner could send. */
export interface GuardedCall {
  permission: Permission;
  /** The fields of a form, or the arguments. */
  input: { form: Record<string, string> } | { args: unknown[] };
}

const credential = { label: 'Okta', provider: 'OKTA', scopes: 'scim', mode: 'COMPATIBLE', rolesProfile: 'OKTA' };
const attribute = { name: 'floor', type: 'string', multiValued: false, caseExact: false };
const urn = 'urn:acme:scim:staff:1.0:User';
const extension = { urn, name: 'Staff', resourceType: 'User', attributes: [attribute] };
const arrived = { resourceType: 'User', urn, name: 'badge' };
const role = { key: 'editor', name: 'Editor', description: '', level: 'MEMBER' };
const draft = {
  revision: 1,
  source: 'IDP_GROUPS',
  attribute: 'roles',
  defaultRoleKey: 'member',
  groupRules: [{ id: null, name: 'Engineering', groupId: null, roleKey: 'viewer' }],
  valueRules: [],
};

/** Every server action of the settings, by the file it is in and its name. A new one is listed here. */
export const guardedActions: Record<string, Record<string, GuardedCall>> = {
  'app/(dashboard)/settings/credential-actions.ts': {
    createCredential: { permission: 'manageCredentials', input: { form: credential } },
    revokeCredential: { permission: 'manageCredentials', input: { args: ['none'] } },
    findCredentialUse: { permission: 'manageCredentials', input: { args: ['none'] } },
  },
  'app/(dashboard)/settings/identity/actions.ts': {
    saveSettings: { permission: 'manageIdentity', input: { args: [{ revision: 1, scimEnabled: true }] } },
  },
  'app/(dashboard)/settings/identity/role-mapping/actions.ts': {
    saveRoleMapping: { permission: 'manageIdentity', input: { args: [{ draft, confirmation: null }] } },
  },
  'app/(dashboard)/settings/identity/role-mapping/roles/actions.ts': {
    create: { permission: 'manageIdentity', input: { form: role } },
    change: { permission: 'manageIdentity', input: { form: { ...role, updatedAt: '2026-11-22T00:00:00.000Z' } } },
    remove: { permission: 'manageIdentity', input: { args: ['editor'] } },
    findUsage: { permission: 'manageIdentity', input: { args: ['editor'] } },
  },
  'app/(dashboard)/settings/identity/role-mapping/try/actions.ts': {
    tryUser: { permission: 'explainRoles', input: { form: { user: '{"userName": "ana@acme.test"}' } } },
  },
  'app/(dashboard)/settings/identity/scim/extension-actions.ts': {
    register: { permission: 'manageIdentity', input: { args: [extension] } },
    addAttribute: { permission: 'manageIdentity', input: { args: [urn, attribute] } },
    countCarriers: { permission: 'manageIdentity', input: { args: [{ urn }] } },
    remove: { permission: 'manageIdentity', input: { args: [{ urn }] } },
    registerUnregistered: { permission: 'manageIdentity', input: { args: [arrived] } },
    dismissUnregistered: { permission: 'manageIdentity', input: { args: [arrived] } },
  },
  'app/(dashboard)/settings/identity/sso/actions.ts': {
    save: { permission: 'manageIdentity', input: { args: [oidcDraft()] } },
    checkIssuer: { permission: 'manageIdentity', input: { args: ['https://127.0.0.1'] } },
    importMetadata: { permission: 'manageIdentity', input: { args: [{ xml: '<EntityDescriptor/>' }] } },
    readCertificates: { permission: 'manageIdentity', input: { args: ['no certificate'] } },
    switchSso: { permission: 'manageIdentity', input: { args: [{ revision: 0, enabled: true }] } },
    markBreakGlass: { permission: 'manageOwners', input: { args: [{ memberId: 'none', marked: true }] } },
    addDomain: { permission: 'manageIdentity', input: { args: ['acme.example'] } },
    checkDomain: { permission: 'manageIdentity', input: { args: ['acme.example'] } },
    removeDomain: { permission: 'manageIdentity', input: { args: ['acme.example'] } },
  },
  'app/(dashboard)/settings/members/[id]/actions.ts': {
    endSession: { permission: 'manageMembers', input: { args: ['none', 'none'] } },
    endAllSessions: { permission: 'manageMembers', input: { args: ['none'] } },
    forgetIdentity: { permission: 'manageMembers', input: { args: ['none'] } },
  },
  'app/(dashboard)/settings/members/actions.ts': {
    invite: {
      permission: 'manageMembers',
      input: { form: { email: 'ivo@elsewhere.test', name: 'Ivo', roleKey: 'member' } },
    },
    changeRoles: { permission: 'manageMembers', input: { form: { memberId: 'none', roleKeys: 'member' } } },
    remove: { permission: 'manageMembers', input: { args: ['none'] } },
  },
};

/** Files of actions that are there for whoever is signed in, or is not yet. */
export const openActions = ['app/(auth)/setup/actions.ts', 'app/(auth)/sign-in/actions.ts', 'app/sign-out.ts'];
