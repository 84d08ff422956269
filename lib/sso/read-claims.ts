import { storableText } from '@/lib/activity/storable-text';
import { emailAddressSchema } from '@/lib/members/email-address';
import type { JsonValue } from '@/lib/scim/json';
import { beginningOf } from '@/lib/scim/storable-text';
import { foldCase } from '@/lib/shared/fold-case';
import { oneLine } from '@/lib/shared/one-line';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import { claimNamesOf } from '@/lib/sso/claim-names';
import type { SsoConnection } from '@/lib/sso/connection';
import { imitatesAscii } from '@/lib/sso/imitates-ascii';
import { isNamedByAddress } from '@/lib/sso/subject-of';

/** What Rollcall reads from the claims of an identity provider. */
export interface ReadClaims {
  /** One address, trimmed; null when none arrived that can be read. */
  email: string | null;
  /** What the identity provider says of the address; null when it says nothing. */
  emailVerified: boolean | null;
  givenName: string | null;
  familyName: string | null;
  /** Null when no name arrived: a newcomer is then called by the address. */
  displayName: string | null;
  phone: string | null;
  groups: string[];
  /** What the role mapping reads when roles come from an attribute. */
  roles: string[];
  /** What an admin should know of how the claims were read, a sentence each. */
  notes: string[];
}

/** More groups or roles than that are nobody's; a token that holds them is meant to do harm. */
const MOST_VALUES = 1_000;
const LONGEST_VALUE = 1_024;

/** What the Members page shows in a line, as for people whom SCIM provisions. */
const LONGEST_NAME = 300;

/** Reads the claims by the names that the connection gives them. It never throws, whatever arrived. */
export function readClaims(
  connection: Pick<SsoConnection, 'protocol' | 'provider' | 'claimNames'>,
  identity: AssertedIdentity,
): ReadClaims {
  const names = claimNamesOf(connection);
  const { claims } = identity;
  const one = (name: string) => textsOf(claim(claims, name)).find((text) => text !== '') ?? null;
  const named = (name: string) => nameOf(one(name));
  const [givenName, familyName] = [named(names.givenName), named(names.familyName)];
  const fullName = identity.protocol === 'OIDC' ? named('name') : null;
  const parts = [givenName, familyName].filter((part) => part !== null).join(' ');
  const email = readEmail(one(names.email), identity);
  const groups = readList(claim(claims, names.groups), 'groups');
  const roles = readList(claim(claims, names.roles), 'roles');
  const overage = groups.values.length === 0 && isOverage(claims, names.groups) ? [OVERAGE] : [];
  return {
    email: email.address,
    // The claim speaks of the claim `email` alone (OpenID Connect core §5.1).
    emailVerified: names.email === 'email' ? readFlag(one('email_verified')) : null,
    givenName,
    familyName,
    displayName: fullName ?? (parts === '' ? null : beginningOf(parts, LONGEST_NAME)),
    phone: named(names.phone),
    groups: groups.values,
    roles: roles.values,
    notes: [...email.notes, ...groups.notes, ...roles.notes, ...overage],
  };
}

/** A name that every object has is no claim. */
function claim(claims: AssertedIdentity['claims'], name: string): JsonValue | undefined {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

/** The texts of a claim that is one value or a list; whatever is neither has none. */
function textsOf(value: JsonValue | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => (Array.isArray(element) ? [] : textsOf(element)));
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return typeof value === 'string' ? [storableText(value).trim()] : [];
}

function nameOf(text: string | null): string | null {
  return text === null ? null : beginningOf(oneLine(text), LONGEST_NAME);
}

/** A NameID that is an email address by its format serves where the attribute is missing. */
function readEmail(
  claimed: string | null,
  identity: AssertedIdentity,
): { address: string | null; notes: string[] } {
  const text = claimed ?? (isNamedByAddress(identity) ? identity.subject : null);
  if (text === null) return { address: null, notes: [] };
  const address = emailAddressSchema.safeParse(text);
  if (address.success && imitatesAscii(address.data)) {
    const note = 'The email address has a letter in it that imitates another, so it was not read.';
    return { address: null, notes: [note] };
  }
  if (address.success) return { address: address.data, notes: [] };
  return { address: null, notes: ['What arrived as the email address is none, so it was not read.'] };
}

function readFlag(text: string | null): boolean | null {
  const flag = foldCase(text ?? '');
  return flag === 'true' ? true : flag === 'false' ? false : null;
}

/** Values are compared whole, so that one which is too long is left out, and not cut to what may be another. */
function readList(value: JsonValue | undefined, what: string): { values: string[]; notes: string[] } {
  const sent = [...new Set(textsOf(value))].filter((text) => text !== '');
  const short = sent.filter((text) => text.length <= LONGEST_VALUE);
  const notes: string[] = [];
  if (short.length < sent.length) {
    const tooLong = sent.length - short.length;
    notes.push(`Values of ${what} longer than ${LONGEST_VALUE} characters were left out: ${tooLong}.`);
  }
  if (short.length > MOST_VALUES) {
    notes.push(`Of ${short.length} ${what}, the first ${MOST_VALUES} were read.`);
  }
  return { values: short.slice(0, MOST_VALUES), notes };
}

const OVERAGE =
  'Entra did not send the groups: the person is in too many for a token. Let Entra send only the groups that are ' +
  'assigned to the application.';

/**
 * Entra leaves groups out beyond 200 in a JWT and 150 in SAML, and says so by a claim: `_claim_names`, `hasgroups`, or
 * the attribute `groups.link` (learn.microsoft.com, "Group overages").
 */
function isOverage(claims: AssertedIdentity['claims'], groups: string): boolean {
  const elsewhere = claim(claims, '_claim_names');
  const isElsewhere = typeof elsewhere === 'object' && elsewhere !== null && Object.hasOwn(elsewhere, groups);
  return isElsewhere || readFlag(textsOf(claim(claims, 'hasgroups'))[0] ?? null) === true
    || Object.keys(claims).some((name) => name.endsWith('/claims/groups.link'));
}
