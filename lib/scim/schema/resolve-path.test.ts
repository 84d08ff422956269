import { describe, expect, it } from 'vitest';
import { coreUserUrn, enterpriseUserUrn } from '../urns';
import { groupType, userType } from './registry';
import { pathKeys, pathText, resolvePath } from './resolve-path';

/** Text, keys to the value, quirk (RFC 7644 §3.10). */
const found: [string, string[], string?][] = [
  ['userName', ['userName']],
  ['USERNAME', ['userName']],
  ['name.FamilyName', ['name', 'familyName']],
  ['emails.value', ['emails', 'value']],
  ['externalId', ['externalId']],
  ['meta.lastModified', ['meta', 'lastModified']],
  ['groups.$ref', ['groups', '$ref']],
  [`${coreUserUrn}:userName`, ['userName']],
  [`${coreUserUrn.toUpperCase()}:name.givenName`, ['name', 'givenName']],
  [`${coreUserUrn}:externalId`, ['externalId']],
  [`${enterpriseUserUrn}:department`, [enterpriseUserUrn, 'department']],
  [`${enterpriseUserUrn}:manager.value`, [enterpriseUserUrn, 'manager', 'value']],
  [`${enterpriseUserUrn}.manager`, [enterpriseUserUrn, 'manager'], 'dotAfterUrn'],
  ['urn:ietf:params:scim:schemas:extension:enterprise:2.0User:department', [enterpriseUserUrn, 'department'],
    'malformedEnterpriseUrn'],
  ['manager', [enterpriseUserUrn, 'manager'], 'flatExtensionAttribute'],
  ['manager.value', [enterpriseUserUrn, 'manager', 'value'], 'flatExtensionAttribute'],
];

describe('resolvePath', () => {
  it.each(found)('%s', (text, keys, quirk) => {
    const path = resolvePath(userType, text);
    if (path.kind !== 'attribute') throw new Error(path.kind);
    expect(pathKeys(path)).toEqual(keys);
    expect(path.quirk).toBe(quirk);
    expect(resolvePath(userType, pathText(path)))
      .toMatchObject({ kind: 'attribute', attribute: path.attribute });
  });

  it.each([
    [enterpriseUserUrn, enterpriseUserUrn],
    [enterpriseUserUrn.toLowerCase(), enterpriseUserUrn],
    [coreUserUrn, coreUserUrn],
  ])('%s is a schema', (text, id) => {
    expect(resolvePath(userType, text)).toMatchObject({ kind: 'schema', schema: { id } });
  });

  it.each([
    'urn:acme:params:scim:schemas:extension:2.0:User:badge',
    'urn:ietf:params:scim:schemas:core:2.0:UserX:userName',
    'urn:ietf:params:scim:schemas:core:2.0:Group:displayName',
    'http://schemas.acme.test/User',
  ])('%s belongs to an extension that is not registered', (urn) => {
    expect(resolvePath(userType, urn)).toEqual({ kind: 'unknownExtension', urn });
  });

  it.each([
    '', '.', 'shoeSize', 'name.shoeSize', 'name.givenName.first', 'userName.value', 'members',
    `${enterpriseUserUrn}:shoeSize`, `${enterpriseUserUrn}:userName`,
    '__proto__', '__proto__.isAdmin', 'constructor', 'constructor.prototype', 'name.__proto__', 'toString',
    `${enterpriseUserUrn}:__proto__`, `${coreUserUrn}:constructor.prototype`,
  ])('%j is unknown', (name) => {
    expect(resolvePath(userType, name)).toMatchObject({ kind: 'unknownAttribute', name });
  });

  it('knows the attributes of the resource type alone', () => {
    expect(resolvePath(groupType, 'members.value').kind).toBe('attribute');
    expect(resolvePath(groupType, 'userName').kind).toBe('unknownAttribute');
    expect(resolvePath(groupType, 'manager').kind).toBe('unknownAttribute');
  });
});
