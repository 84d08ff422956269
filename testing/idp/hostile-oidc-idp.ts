import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { hostileIdToken, type HostileToken, type SigningKey } from '@/testing/idp/hostile-id-token';
import { listen, stop } from '@/testing/idp/listen';
import { receivedRequest, type ReceivedRequest } from '@/testing/idp/received-request';

/** How an issuer can answer wrongly besides with a wrong token. */
export type HostileAnswer =
  | 'discovery-redirects'
  | 'discovery-of-another-issuer'
  | 'discovery-is-no-json'
  | 'discovery-lacks-keys'
  | 'discovery-names-internal-endpoint'
  | 'huge-discovery'
  | 'other-iss-parameter'
  | 'no-iss-parameter'
  | 'token-refused'
  | 'client-refused'
  | 'token-fails'
  | 'token-redirects'
  | 'huge-token-answer'
  | 'no-id-token'
  | 'keys-redirect'
  | 'userinfo-of-another-subject'
  | 'userinfo-fails';

export type HostileVariant = HostileToken | HostileAnswer;

/** An issuer that signs everybody in at once, and does one thing wrong at a time. */
export interface HostileOidcIdp {
  issuer: string;
  clientSecret: string;
  /** What is wrong from now on; null for an issuer that does everything right. */
  variant: HostileVariant | null;
  /** Claims of whoever signs in next, in the ID token. */
  claims: Record<string, unknown>;
  /** The same for the userinfo endpoint, which answers with them and `sub`. */
  userinfo: Record<string, unknown>;
  /** What the token endpoint answers, whatever it was asked; null for what follows from the rest. */
  tokenAnswer: { status: number; body: string } | null;
  /** What it publishes besides its key. */
  otherKeys: unknown[];
  requests: ReceivedRequest[];
  /** Replaces the key: the old one is not published any more. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

interface Grant {
  clientId: string;
  nonce: string;
}

interface Keys {
  current: SigningKey & { jwk: JWK };
  stranger: SigningKey;
}

interface Visit {
  idp: HostileOidcIdp;
  keys: Keys;
  grants: Map<string, Grant>;
  request: IncomingMessage;
  response: ServerResponse;
}

const TOO_MUCH = 1_100_000;

export async function startHostileOidcIdp(): Promise<HostileOidcIdp> {
  const { server, origin } = await listen(createServer());
  const keys: Keys = { current: await newKey(), stranger: await newKey() };
  const grants = new Map<string, Grant>();
  const idp: HostileOidcIdp = {
    issuer: origin,
    clientSecret: 'the secret of a client of tests, long enough for HMAC',
    variant: null,
    claims: { sub: 'mallory', email: 'mallory@acme.test', groups: [] },
    userinfo: {},
    tokenAnswer: null,
    otherKeys: [],
    requests: [],
    rotate: async () => {
      keys.current = await newKey();
    },
    close: () => stop(server),
  };
  server.on('request', (request, response) => {
    idp.requests.push(receivedRequest(request));
    answer({ idp, keys, grants, request, response }).catch((error) =>
      response.writeHead(500).end(String(error)),
    );
  });
  return idp;
}

async function newKey(): Promise<SigningKey & { jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = crypto.randomUUID();
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

async function answer(visit: Visit): Promise<void> {
  const { pathname } = new URL(visit.request.url ?? '/', visit.idp.issuer);
  switch (pathname) {
    case '/.well-known/openid-configuration':
      return discovery(visit);
    case '/authorize':
      return authorize(visit);
    case '/token':
      return token(visit);
    case '/keys':
      if (visit.idp.variant === 'keys-redirect') return redirect(visit, `${visit.idp.issuer}/keys-elsewhere`);
      return json(visit, { keys: [...visit.idp.otherKeys, visit.keys.current.jwk] });
    case '/userinfo':
      return userinfo(visit);
    default:
      visit.response.writeHead(404).end();
  }
}

function discovery(visit: Visit): void {
  const { issuer, variant } = visit.idp;
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    userinfo_endpoint: `${issuer}/userinfo`,
    // It promises what must not be believed.
    id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256'],
    authorization_response_iss_parameter_supported: true,
  };
  if (variant === 'discovery-redirects') return redirect(visit, `${issuer}/elsewhere`);
  if (variant === 'discovery-is-no-json') return void visit.response.end('<!doctype html><title>Hi</title>');
  if (variant === 'huge-discovery') return json(visit, { ...metadata, filler: 'x'.repeat(TOO_MUCH) });
  if (variant === 'discovery-lacks-keys') return json(visit, { ...metadata, jwks_uri: undefined });
  if (variant === 'discovery-names-internal-endpoint') {
    return json(visit, { ...metadata, token_endpoint: 'https://169.254.169.254/token' });
  }
  if (variant === 'discovery-of-another-issuer') {
    return json(visit, { ...metadata, issuer: 'https://accounts.example' });
  }
  json(visit, metadata);
}

function authorize(visit: Visit): void {
  const { searchParams } = new URL(visit.request.url ?? '/', visit.idp.issuer);
  const code = crypto.randomUUID();
  visit.grants.set(code, {
    clientId: searchParams.get('client_id') ?? '',
    nonce: searchParams.get('nonce') ?? '',
  });
  const back = new URL(searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('code', code);
  back.searchParams.set('state', searchParams.get('state') ?? '');
  const iss =
    visit.idp.variant === 'other-iss-parameter' ? 'https://another-issuer.example' : visit.idp.issuer;
  if (visit.idp.variant !== 'no-iss-parameter') back.searchParams.set('iss', iss);
  redirect(visit, back.href);
}

async function token(visit: Visit): Promise<void> {
  const { idp, keys, grants, request, response } = visit;
  if (idp.tokenAnswer) {
    response.writeHead(idp.tokenAnswer.status, { 'content-type': 'application/json' });
    return void response.end(idp.tokenAnswer.body);
  }
  const code = new URLSearchParams(await text(request)).get('code') ?? '';
  const grant = grants.get(code);
  if (!grant || idp.variant === 'token-refused') {
    return json(visit, { error: 'invalid_grant', error_description: 'The code was used\nalready.' }, 400);
  }
  // A code works once, as everywhere.
  grants.delete(code);
  if (idp.variant === 'client-refused') {
    response.setHeader('www-authenticate', 'Basic realm="idp"');
    return json(visit, { error: 'invalid_client' }, 401);
  }
  if (idp.variant === 'token-fails') return json(visit, { message: 'Internal error' }, 500);
  if (idp.variant === 'token-redirects') return redirect(visit, `${idp.issuer}/elsewhere`);
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: idp.issuer,
    aud: grant.clientId,
    nonce: grant.nonce,
    iat: now,
    exp: now + 300,
    ...idp.claims,
  };
  const material = { claims, key: keys.current, strangerKey: keys.stranger, clientSecret: idp.clientSecret };
  json(visit, {
    access_token: 'an-access-token',
    token_type: 'Bearer',
    ...(idp.variant !== 'no-id-token' && { id_token: await hostileIdToken(idp.variant, material) }),
    ...(idp.variant === 'huge-token-answer' && { filler: 'x'.repeat(TOO_MUCH) }),
  });
}

function userinfo(visit: Visit): void {
  const { idp } = visit;
  if (idp.variant === 'userinfo-fails') return json(visit, { message: 'Internal error' }, 500);
  const sub = idp.variant === 'userinfo-of-another-subject' ? 'somebody-else' : idp.claims.sub;
  json(visit, { ...idp.userinfo, sub });
}

function json({ response }: Visit, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function redirect({ response }: Visit, location: string): void {
  response.writeHead(302, { location }).end();
}
