import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
}

type Claims = JWTPayload & { aud: string };

/** What a right token would be made of. */
export interface TokenMaterial {
  claims: Claims;
  key: SigningKey;
  /** A key that the issuer does not publish. */
  strangerKey: SigningKey;
  clientSecret: string;
}

const HOUR = 3_600;

const CHANGED_CLAIMS = {
  'wrong-nonce': () => ({ nonce: 'of-another-sign-in' }),
  'no-nonce': () => ({ nonce: undefined }),
  'wrong-audience': () => ({ aud: 'another-application' }),
  'several-audiences-without-azp': ({ aud }: Claims) => ({ aud: [aud, 'another-application'] }),
  'several-audiences-other-azp': ({ aud }: Claims) => ({
    aud: [aud, 'another-application'],
    azp: 'another-application',
  }),
  'wrong-issuer': () => ({ iss: 'https://another-issuer.example' }),
  expired: (_: Claims, now: number) => ({ iat: now - 2 * HOUR, exp: now - HOUR }),
  'not-yet-valid': (_: Claims, now: number) => ({ nbf: now + HOUR }),
  'issued-in-the-future': (_: Claims, now: number) => ({ iat: now + HOUR, exp: now + 2 * HOUR }),
  'no-subject': () => ({ sub: undefined }),
  'empty-subject': () => ({ sub: '' }),
  'long-subject': () => ({ sub: 's'.repeat(256) }),
  'subject-with-nul': ({ sub }: Claims) => ({ sub: `${sub}\0` }),
} satisfies Record<string, (claims: Claims, now: number) => JWTPayload>;

/** How an ID token can be wrong. */
export type HostileToken =
  | keyof typeof CHANGED_CLAIMS
  | 'alg-none'
  | 'signed-with-client-secret'
  | 'unknown-key'
  | 'wrong-key-of-known-name'
  | 'changed-after-signing';

function changesOf(fault: string | null, claims: Claims): JWTPayload {
  const changes: Record<string, (claims: Claims, now: number) => JWTPayload> = CHANGED_CLAIMS;
  return fault === null ? {} : (changes[fault]?.(claims, Math.floor(Date.now() / 1_000)) ?? {});
}

/** An ID token that is wrong in one way; right when what goes wrong is not the token. */
export async function hostileIdToken(fault: string | null, material: TokenMaterial): Promise<string> {
  const claims = { ...material.claims, ...changesOf(fault, material.claims) };
  const { key, strangerKey, clientSecret } = material;
  switch (fault) {
    case 'alg-none':
      return new UnsecuredJWT(claims).encode();
    case 'signed-with-client-secret':
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(clientSecret));
    case 'unknown-key':
      return signed(claims, strangerKey);
    case 'wrong-key-of-known-name':
      return signed(claims, { ...strangerKey, kid: key.kid });
    case 'changed-after-signing':
      return withSubject(await signed(claims, key), 'somebody-else');
    default:
      return signed(claims, key);
  }
}

function signed(claims: JWTPayload, { kid, privateKey }: SigningKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
}

function withSubject(token: string, sub: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify(Object.assign({}, claims, { sub }))).toString('base64url');
  return [header, changed, signature].join('.');
}
