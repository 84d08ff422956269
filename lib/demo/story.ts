import type { IdentityProvider } from '@/lib/db/generated/kysely/enums';
import type { StoryMapping } from '@/lib/demo/story-mapping';
import type { JsonObject } from '@/lib/scim/json';
import { coreUserUrn, enterpriseUserUrn, patchOpUrn } from '@/lib/scim/urns';

/** A demonstration tenant: who owns it, and what its identity provider sent in the last days. */
export interface Story {
  id: string;
  name: string;
  owner: { name: string; email: string };
  provider: IdentityProvider;
  /** The credential's label: who the activity log says did it. */
  label: string;
  userAgent: string;
  /** "Log successful events (debug)". */
  logsReads: boolean;
  /** How roles were given when provisioning was set up; as for every new tenant when absent. */
  mapping?: StoryMapping;
  moments: readonly Moment[];
}

/** What the owner did and the requests that came then, one after the other, beginning `hoursAgo`. */
export interface Moment {
  hoursAgo: number;
  /** What the owner changed first in how roles are given. */
  mapping?: StoryMapping;
  requests: readonly DemoRequest[];
}

/**
 * A request of the identity provider; `idOf` gives the id that the service provider answered for a login or the
 * name of a group.
 */
export type DemoRequest = (idOf: (of: string) => string) => {
  method: string;
  path: string;
  query?: string;
  body?: JsonObject;
  /** The login of the user, or the name of the group, that an answer of 201 creates. */
  creates?: string;
};

export interface PersonFacts {
  login: string;
  given: string;
  family: string;
  title: string;
  department: string;
  manager?: string;
  /** Values of the attribute `roles`; the first is the primary one. */
  roles?: readonly string[];
}

/** A row of a table of people: login, name, title, department, and more where there is more. */
export type PersonRow = readonly [
  login: string,
  name: string,
  title: string,
  department: string,
  more?: Pick<PersonFacts, 'manager' | 'roles'>,
];

export function person([login, name, title, department, more]: PersonRow): PersonFacts {
  const [given = '', ...family] = name.split(' ');
  return { login, given, family: family.join(' '), title, department, ...more };
}

/** POST /Users */
export function create(domain: string, facts: PersonFacts, extra: JsonObject = {}): DemoRequest {
  return (idOf) => ({
    method: 'POST',
    path: '/Users',
    body: { ...userBody(domain, facts, idOf), ...extra },
    creates: facts.login,
  });
}

/** PATCH /Users/{id} */
export function patch(login: string, ...operations: JsonObject[]): DemoRequest {
  return (idOf) => ({
    method: 'PATCH',
    path: `/Users/${idOf(login)}`,
    body: { schemas: [patchOpUrn], Operations: operations },
  });
}

/** DELETE /Users/{id} */
export function remove(login: string): DemoRequest {
  return (idOf) => ({ method: 'DELETE', path: `/Users/${idOf(login)}` });
}

/** The look-up by userName with which a provider begins. */
export function lookUp(domain: string, login: string): DemoRequest {
  const query = new URLSearchParams({ filter: `userName eq "${login}@${domain}"` }).toString();
  return () => ({ method: 'GET', path: '/Users', query });
}

function userBody(domain: string, facts: PersonFacts, idOf: (login: string) => string): JsonObject {
  const { login, given, family, title, department, manager, roles } = facts;
  const address = `${login}@${domain}`;
  const extension = { department, ...(manager && { manager: { value: idOf(manager) } }) };
  return {
    schemas: [coreUserUrn, enterpriseUserUrn],
    userName: address,
    externalId: `${domain.split('.', 1)[0]}-${login}`,
    name: { givenName: given, familyName: family },
    displayName: `${given} ${family}`,
    title,
    emails: [{ value: address, type: 'work', primary: true }],
    active: true,
    ...(roles && { roles: roles.map((value, place) => ({ value, ...(place === 0 && { primary: true }) })) }),
    [enterpriseUserUrn]: extension,
  };
}
