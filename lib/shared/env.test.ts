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

describe('the environment', () => {
  it('needs nothing: every variable has a default', () => {
    expect(parseEnv({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      ROLLCALL_TRUSTED_PROXIES: 0,
      ROLLCALL_SCIM_RATE: 200,
      ROLLCALL_SCIM_BURST: 2_000,
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: '', ROLLCALL_URL: '' })).toEqual(parseEnv({}));
  });

  it('keeps the origin of the public address', () => {
    expect(parseEnv({ ROLLCALL_URL: 'https://app.example.com/' }).ROLLCALL_URL).toBe('https://app.example.com');
  });

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
