import { beforeEach, describe, expect, it, vi } from 'vitest';

const PURPOSE = ['acme', 'sso', 'clientSecret'] as const;

/** The module as it is in a process that was started with these keys. */
async function startWith(keys: string) {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, Symbol.for('rollcall.key-ring'));
  process.env.ROLLCALL_SECRET = 'a secret for tests that is long enough';
  process.env.ROLLCALL_SECRET_KEYS = keys;
  return import('@/lib/secrets/seal');
}

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

describe('a sealed secret', () => {
  let sealed: string;
  let sealing: Awaited<ReturnType<typeof startWith>>;

  beforeEach(async () => {
    sealing = await startWith(`v1:${key(1)}`);
    sealed = sealing.seal(PURPOSE, 'Passwört 🔑');
  });

  it('opens to what was sealed, also when that is nothing', () => {
    expect(sealing.unseal(PURPOSE, sealed)).toBe('Passwört 🔑');
    expect(sealing.unseal(PURPOSE, sealing.seal(PURPOSE, ''))).toBe('');
  });

  it('names its key, shows nothing of the secret, and is another each time', () => {
    expect(sealed).toMatch(/^sec1\.v1\.[\w-]{16}\.[\w-]+$/);
    expect(Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString()).not.toContain('Passw');
    expect(sealing.seal(PURPOSE, 'Passwört 🔑')).not.toBe(sealed);
  });

  it.each([
    ['another tenant', ['globex', 'sso', 'clientSecret']],
    ['another field', ['acme', 'sso', 'spPrivateKey']],
    ['parts that join to the same text', ['acme', 'ssoclientSecret']],
    ['fewer parts', ['acme', 'sso']],
  ] as [string, [string, ...string[]]][])('does not open for %s', (_, purpose) => {
    expect(() => sealing.unseal(purpose, sealed)).toThrow(sealing.UnsealError);
  });

  it('does not open with any bit of it changed', () => {
    const [version, id, nonce = '', body = ''] = sealed.split('.');
    const flip = (text: string, at: number) => {
      const bytes = Buffer.from(text, 'base64url');
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes.toString('base64url');
    };
    const length = Buffer.from(body, 'base64url').length;
    const forged = [
      ...Array.from({ length: 12 }, (_, at) => [version, id, flip(nonce, at), body].join('.')),
      ...Array.from({ length }, (_, at) => [version, id, nonce, flip(body, at)].join('.')),
    ];
    for (const text of forged) expect(() => sealing.unseal(PURPOSE, text)).toThrow(sealing.UnsealError);
  });

  it.each(['', 'sec1', 'sec1.v1', 'sec1.v1.AAAA', 'sec1.v1..', 'sec1.v1.AAAAAAAAAAAAAAAA.AAAA', 'a secret in clear'])(
    'is told from %j',
    (text) => {
      expect(() => sealing.unseal(PURPOSE, text)).toThrow(sealing.UnsealError);
    },
  );

  it('is told from one of another version', () => {
    const other = sealed.replace('sec1', 'sec2');
    expect(() => sealing.unseal(PURPOSE, other)).toThrow('This is not a sealed secret.');
  });

  it('does not open with a nonce or a tag of another length', () => {
    const [version, id, nonce = '', body = ''] = sealed.split('.');
    const shorter = Buffer.from(body, 'base64url').subarray(0, 15).toString('base64url');
    const nonces = ['!', nonce.slice(0, 8), `${nonce}AAAA`].map((other) => [version, id, other, body]);
    for (const parts of [[version, id, nonce, shorter], ...nonces]) {
      expect(() => sealing.unseal(PURPOSE, parts.join('.'))).toThrow('The sealed secret is cut short.');
    }
  });
});

describe('the ring of keys', () => {
  it('seals with the first and opens with all, so that keys can be replaced', async () => {
    const old = (await startWith(`v1:${key(1)}`)).seal(PURPOSE, 'old');
    const both = await startWith(`v2:${key(2)},v1:${key(1)}`);
    expect(both.unseal(PURPOSE, old)).toBe('old');
    const renewed = both.seal(PURPOSE, 'new');
    expect(renewed).toMatch(/^sec1\.v2\./);
    const { unseal } = await startWith(`v2:${key(2)}`);
    expect(unseal(PURPOSE, renewed)).toBe('new');
    expect(() => unseal(PURPOSE, old)).toThrow('The key "v1" is not in ROLLCALL_SECRET_KEYS any more.');
  });

  it('opens what was sealed before there were keys', async () => {
    const before = (await startWith('')).seal(PURPOSE, 'early');
    expect(before).toMatch(/^sec1\.app\./);
    expect((await startWith(`v1:${key(1)}`)).unseal(PURPOSE, before)).toBe('early');
  });

  it('does not open with another key of the same name', async () => {
    const sealed = (await startWith(`v1:${key(1)}`)).seal(PURPOSE, 'text');
    const { unseal, UnsealError } = await startWith(`v1:${key(2)}`);
    expect(() => unseal(PURPOSE, sealed)).toThrow(UnsealError);
  });
});
