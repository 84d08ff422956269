import { describe, expect, it } from 'vitest';
import { EnvironmentError, parseEnv } from '@/lib/shared/env';

function faultOf(source: Record<string, string>): string {
  try {
    parseEnv(source);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentError);
    return error instanceof Error ? error.message : '';
  }
  return 'none';
}

/** 32 bytes in base64, all of them the same. */
const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

describe('the environment', () => {
  it('needs nothing: every variable has a default', () => {
    expect(parseEnv({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      ROLLCALL_TRUSTED_PROXIES: 0,
      ROLLCALL_SCIM_RATE: 200,
      ROLLCALL_SCIM_BURST: 2_000,
      ROLLCALL_OUTBOUND_ALLOW: [],
      ROLLCALL_DNS_SERVERS: [],
    });
    expect(parseEnv({})).not.toHaveProperty('ROLLCALL_SECRET_KEYS', expect.anything());
  });

  it('takes an empty variable for one that is not set', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: '', ROLLCALL_URL: '' })).toEqual(parseEnv({}));
  });

  it('keeps the origin of the public address', () => {
    expect(parseEnv({ ROLLCALL_URL: 'https://app.example.com/' }).ROLLCALL_URL).toBe('https://app.example.com');
  });

  it('reads a ring of keys, the first first', () => {
    const { ROLLCALL_SECRET_KEYS } = parseEnv({ ROLLCALL_SECRET_KEYS: `v2:${key(2)}, v1:${key(1)}` });
    expect(ROLLCALL_SECRET_KEYS?.map(({ id, bytes }) => [id, bytes[0], bytes.length])).toEqual([
      ['v2', 2, 32],
      ['v1', 1, 32],
    ]);
  });

  it.each([
    ['no colon', key(1)],
    ['no name', `:${key(1)}`],
    ['a name in capitals', `V1:${key(1)}`],
    ['a key that is too short', 'v1:c2hvcnQ='],
    ['a key that is too long', `v1:${key(1)}${key(1)}`],
    ['a comma at the end', `v1:${key(1)},`],
    ['one name twice', `v1:${key(1)},v1:${key(2)}`],
    ['the name of the key that there is in any case', `app:${key(1)}`],
  ])('refuses a ring of keys with %s, and does not repeat it', (_, value) => {
    const fault = faultOf({ ROLLCALL_SECRET_KEYS: value });
    expect(fault).toContain('ROLLCALL_SECRET_KEYS');
    expect(fault).not.toContain(value);
  });

  it('reads hosts and name servers as lists', () => {
    const lists = {
      ROLLCALL_OUTBOUND_ALLOW: 'IdP.internal:8443, 10.0.0.7 ,[::1]:9000,',
      ROLLCALL_DNS_SERVERS: '10.0.0.2, 127.0.0.1:5353,[2001:db8::1]:53, ::1',
    };
    expect(parseEnv(lists)).toMatchObject({
      ROLLCALL_OUTBOUND_ALLOW: ['idp.internal:8443', '10.0.0.7', '[::1]:9000'],
      ROLLCALL_DNS_SERVERS: ['10.0.0.2', '127.0.0.1:5353', '[2001:db8::1]:53', '::1'],
    });
  });

  it.each(['dns.example.com', '10.0.0', '10.0.0.2:port', '10.0.0.2 10.0.0.3', '[2001:db8::1', '10.0.0.2:99999'])(
    'refuses %s for a name server',
    (value) => {
      expect(faultOf({ ROLLCALL_DNS_SERVERS: value })).toContain('ROLLCALL_DNS_SERVERS must be a list of IP addresses');
    },
  );

  it.each([
    ['PORT', 'abc', 'PORT must be a whole number from 0 to 65535'],
    ['PORT', '70000', 'PORT must be a whole number from 0 to 65535'],
    ['ROLLCALL_SCIM_RATE', '-1', 'ROLLCALL_SCIM_RATE must be a whole number from 0 to 100000'],
    ['ROLLCALL_SCIM_BURST', '0', 'ROLLCALL_SCIM_BURST must be a whole number from 1 to 1000000'],
    ['DATABASE_POOL_SIZE', '1', 'DATABASE_POOL_SIZE must be a whole number from 2 to 200'],
    ['DATABASE_PREPARED_STATEMENTS', 'no', 'DATABASE_PREPARED_STATEMENTS must be on or off'],
    ['DATABASE_URL', 'mysql://db/x', 'DATABASE_URL must be an address such as postgres://'],
    ['DATABASE_URL', 'postgres://us er:p@[/db', 'DATABASE_URL must be an address such as postgres://'],
    ['ROLLCALL_URL', 'app.example.com', 'ROLLCALL_URL must be an http(s) address'],
    ['ROLLCALL_URL', 'https://example.com/rollcall', 'ROLLCALL_URL must have no path'],
    ['ROLLCALL_SECRET', 'short', 'ROLLCALL_SECRET must have at least 32 characters'],
    ['SMTP_URL', 'mail.example.com', 'SMTP_URL must start with smtp:// or smtps://'],
  ])('refuses %s=%s in words that say how to mend it', (name, value, sentence) => {
    expect(faultOf({ [name]: value })).toContain(sentence);
  });

  it('names every fault at once and never repeats a value, which may be a secret', () => {
    const fault = faultOf({ PORT: 'abc', ROLLCALL_SECRET: 'hunter2' });
    expect(fault).toContain('PORT');
    expect(fault).toContain('ROLLCALL_SECRET');
    expect(fault).not.toContain('hunter2');
  });
});
