import { memberKeys } from '@/lib/members/member-keys';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject, JsonValue } from '@/lib/scim/json';
import type { ScimDocument } from '@/lib/scim/resource';
import { beginningOf } from '@/lib/scim/storable-text';
import { foldCase } from '@/lib/shared/fold-case';

/** The Members page shows one line, and its order is an index, whose rows have a limit. */
const LONGEST_NAME = 300;

/** Entra renames people it soft-deletes: 32 hexadecimal digits, then the name they had. */
const TOMBSTONE = /^[0-9a-f]{32}(?=.)/i;

const EMAIL_SHAPE = /^[^\s@]+@[^\s@]+$/;

/** What a member shows of the SCIM user that manages it. */
export interface MemberProfile {
  displayName: string;
  email: string;
  emailKey: string;
  nameKey: string;
  searchKey: string;
  /** Finds the same member again after the SCIM user was deleted. */
  scimUserNameKey: string;
}

/**
 * @param knownEmail the email the member had before; a soft-deleted person keeps it
 * @param terms.keepsEmail whether that email stays whatever the document says
 */
export function memberProfile(
  document: ScimDocument,
  knownEmail?: string,
  { keepsEmail = false }: { keepsEmail?: boolean } = {},
): MemberProfile {
  const userName = personalUserName(document);
  const displayName = beginningOf(nameOf(document, userName), LONGEST_NAME);
  const keptEmail = userName === document.userName ? undefined : knownEmail?.replace(TOMBSTONE, '');
  const email = (keepsEmail ? knownEmail : keptEmail || undefined) ?? emailOf(document, userName);
  const keys = memberKeys({ displayName, email, userName });
  return { displayName, email, ...keys, scimUserNameKey: foldCase(userName) };
}

/** The userName without the mark of Entra's soft delete. */
function personalUserName(document: ScimDocument): string {
  const userName = text(document.userName) ?? '';
  return document.active === false ? userName.replace(TOMBSTONE, '') : userName;
}

function nameOf(document: ScimDocument, userName: string): string {
  const name = isJsonObject(document.name) ? document.name : {};
  const parts = [text(name.givenName), text(name.familyName)].filter((part) => part !== undefined);
  return text(document.displayName) ?? text(name.formatted) ?? (parts.join(' ') || userName);
}

/**
 * Addresses in order of preference: the primary one, the one for work, the first, and a userName that is one.
 */
function emailOf(document: ScimDocument, userName: string): string {
  const emails = (Array.isArray(document.emails) ? document.emails : []).filter(hasValue);
  const preferred =
    emails.find((email) => email.primary === true) ??
    emails.find((email) => foldCase(text(email.type) ?? '') === 'work') ??
    emails[0];
  return text(preferred?.value) ?? (EMAIL_SHAPE.test(userName) ? userName : '');
}

function hasValue(email: JsonValue): email is JsonObject {
  return isJsonObject(email) && text(email.value) !== undefined;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
