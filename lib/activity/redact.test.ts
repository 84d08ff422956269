import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REDACTED, redact, redactChange, redactQuery } from '@/lib/activity/redact';
import type { JsonObject, JsonValue } from '@/lib/scim/json';
import { enterpriseUserUrn } from '@/lib/scim/urns';

const secret = 'hunter2-is-the-secret';

const doors: [string, JsonValue][] = [
  ['a plain attribute', { userName: 'ana', password: secret }],
  ['any case and spelling', { Pass_Word: secret, 'CLIENT-secret': secret, clientAssertion: secret }],
  ['a complex value', { password: { value: secret } }],
  ['a list', { x509Certificates: [{ value: secret, type: 'work' }], photos: [{ value: secret }] }],
  ['a header', { headers: { Authorization: secret, Cookie: secret, 'set-cookie': [secret] } }],
  ['a token endpoint', { access_token: secret, client_secret: secret, client_assertion: secret }],
  ['a PATCH path', { Operations: [{ op: 'replace', path: 'password', value: secret }] }],
  ['a PATCH path in another case', { operations: [{ OP: 'Replace', PATH: 'PassWord', Value: secret }] }],
  [
    'a PATCH path with a schema',
    {
      Operations: [
        { op: 'add', path: 'urn:ietf:params:scim:schemas:core:2.0:User:password', value: [secret] },
      ],
    },
  ],
  [
    'a PATCH value path',
    { Operations: [{ op: 'add', path: 'photos[type eq "photo"].value', value: secret }] },
  ],
  ['a path-less PATCH', { Operations: [{ op: 'replace', value: { password: secret } }] }],
  ['a dotted key', { Operations: [{ op: 'replace', value: { 'login.password': secret } }] }],
  [
    'a key with a schema',
    { Operations: [{ op: 'replace', value: { [`${enterpriseUserUrn}:clientSecret`]: secret } }] },
  ],
  ['a filter in a PATCH path', { Operations: [{ op: 'remove', path: `emails[password eq "${secret}"]` }] }],
  ['bulk data', { Operations: [{ method: 'POST', path: '/Users', data: { password: secret } }] }],
  ['JSON in a text', { roles: [{ value: JSON.stringify({ value: 'admin', password: secret }) }] }],
  ['JSON in JSON in a text', { note: JSON.stringify(JSON.stringify({ token: secret })) }],
  ['broken JSON in a text', { note: `{"password": "${secret}` }],
  ['a form in a text', { note: `grant_type=x&client_secret=${secret}` }],
  ['a name and value pair', { name: 'api_key', value: secret }],
  ['a longer name in a text', { note: `my-${'long-'.repeat(500)}secret.eq "${secret}"` }],
  ['a name behind another in a text', { note: `a:b=c eq x_password_2"] = ${secret}` }],
  ['a pasted bearer', { displayName: `Bearer ${secret}` }],
];

describe('redact', () => {
  it.each(doors)('keeps a secret out that comes as %s', (_door, body) => {
    expect(JSON.stringify(redact(body))).not.toContain('hunter2');
  });

  it('hides a token of ours wherever it was pasted', () => {
    const token = `rc_live_${'a1B2'.repeat(12)}`;
    expect(redact({ userName: `x ${token} y` })).toEqual({ userName: `x ${REDACTED} y` });
  });

  it('leaves what is no secret as it was', () => {
    const body = {
      schemas: [enterpriseUserUrn],
      userName: 'ana@acme.test',
      active: false,
      name: { givenName: 'Ana' },
      Operations: [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'ana@acme.test' }],
      [enterpriseUserUrn]: { manager: null, employeeNumber: 7 },
    };
    expect(redact(body)).toEqual(body);
  });

  it('tells that a secret was there, and that one was cleared', () => {
    expect(redact({ password: secret })).toEqual({ password: REDACTED });
    expect(redact({ password: null })).toEqual({ password: null });
  });

  it('cuts what is too long to read', () => {
    const [text, ...list] = [redact('x'.repeat(5_000)), redact(Array(300).fill(1))];
    expect(String(text)).toHaveLength('x'.repeat(2_000).length + '… [3000 more characters]'.length);
    expect(list[0]).toHaveLength(101);
  });

  it('is not felled by JSON that is too deep', () => {
    expect(redact({ note: '['.repeat(30_000) + ']'.repeat(30_000) })).toBeDefined();
  });

  it.each(['secret', 'secret-', 'password ', 'x"', 'token=', 'bearer '])(
    'is not held up by a long text made of %j',
    (part) => {
      expect(redact({ note: part.repeat(100_000) })).toHaveProperty('note');
    },
  );

  it('finds a secret at any depth, under any key beside it', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 6 }), (keys) => {
        const body = keys.reduce<JsonValue>((inner, key) => ({ [key]: inner }), [{ password: secret }]);
        return !JSON.stringify(redact(body)).includes(secret);
      }),
    );
  });
});

describe('redactChange', () => {
  it('hides both sides of a secret attribute', () => {
    expect(redactChange({ attribute: 'photos', before: null, after: [{ value: 'x' }] })).toEqual({
      attribute: 'photos',
      before: null,
      after: REDACTED,
    });
  });
});

describe('redactQuery', () => {
  it('shows the filter, and hides secrets', () => {
    expect(redactQuery('filter=userName+eq+%22ana%22&count=1')).toBe('filter=userName eq "ana"&count=1');
    expect(redactQuery(`access_token=${secret}&a=b`)).toBe(`access_token=${REDACTED}&a=b`);
    expect(redactQuery(`filter=password+eq+"${secret}"`)).not.toContain(secret);
  });

  it('cuts objects of many keys, and bodies that are long all the same', () => {
    const keys = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, index]));
    expect(Object.keys(redact(keys) as JsonObject)).toHaveLength(101);
    const long = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 'x'.repeat(1_000)));
    expect(String(redact(long)).length).toBeLessThan(70_000);
  });
});
