import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, {
  type AdapterPayload,
  type ClientMetadata,
  type Configuration,
  type JWK,
} from 'oidc-provider';
import { listen, stop } from '@/testing/idp/listen';
import { loginPage } from '@/testing/idp/login-page';
import { oidcStore, storeKey } from '@/testing/idp/oidc-store';
import { receivedRequest, type ReceivedRequest } from '@/testing/idp/received-request';

/** An application at the identity provider: one tenant of ours. */
export interface OidcClient {
  clientId: string;
  /** Null for a public client. */
  clientSecret: string | null;
  redirectUris: string[];
  /** Where to come back to after signing out. */
  signOutUris: string[];
}

/** `sub` and the other claims of a person. */
export interface OidcUser {
  sub: string;
  [claim: string]: unknown;
}

export interface OidcIdp {
  issuer: string;
  /** By what people type as their login; may be changed at any time. */
  users: Map<string, OidcUser>;
  /** What it was asked, in order. */
  requests: ReceivedRequest[];
  addClient(client: OidcClient): void;
  /** Signs with a new key from now on. The old ones stay published, unless they are forgotten. */
  rotate(terms?: { forget: boolean }): Promise<void>;
  close(): Promise<void>;
}

interface OidcIdpTerms {
  clients?: OidcClient[];
  users?: Readonly<Record<string, OidcUser>>;
  /** Any free one unless given. */
  port?: number;
  /** Where claims besides `sub` go: most put them in the ID token, OpenID Connect in userinfo. */
  claimsIn?: 'id_token' | 'userinfo';
  /** Where clients must send their secret. */
  secretIn?: 'header' | 'body';
}

/** A certified OpenID provider on this machine, with a login page that asks for a login and no password. */
export async function startOidcIdp(terms: OidcIdpTerms = {}): Promise<OidcIdp> {
  const { server, origin } = await listen(createServer(), terms.port);
  const stored = new Map<string, AdapterPayload>();
  const users = new Map(Object.entries(terms.users ?? {}));
  const requests: ReceivedRequest[] = [];
  const keys = [await newKey()];
  const build = () => new Provider(origin, configurationOf({ origin, stored, users, keys, terms }));
  let provider = build();
  const addClient = (client: OidcClient) => {
    stored.set(storeKey('Client', client.clientId), metadataOf(client, secretMethodOf(terms)));
  };
  terms.clients?.forEach(addClient);
  server.on('request', (request, response) => {
    requests.push(receivedRequest(request));
    answer({ provider, users, origin, request, response }).catch((error) =>
      response.writeHead(500).end(String(error)),
    );
  });
  return {
    issuer: origin,
    users,
    requests,
    addClient,
    async rotate({ forget } = { forget: false }) {
      keys.unshift(await newKey());
      if (forget) keys.splice(1);
      // The keys of a Provider cannot be changed; another one takes over what was stored.
      provider = build();
    },
    close: () => stop(server),
  };
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: 'RS256', use: 'sig' };
}

type SecretMethod = 'client_secret_basic' | 'client_secret_post';

function secretMethodOf({ secretIn }: OidcIdpTerms): SecretMethod {
  return secretIn === 'body' ? 'client_secret_post' : 'client_secret_basic';
}

function metadataOf(client: OidcClient, secretMethod: SecretMethod): ClientMetadata {
  const { clientId, clientSecret, redirectUris, signOutUris } = client;
  return {
    client_id: clientId,
    ...(clientSecret !== null && { client_secret: clientSecret }),
    token_endpoint_auth_method: clientSecret === null ? 'none' : secretMethod,
    redirect_uris: redirectUris,
    post_logout_redirect_uris: signOutUris,
    grant_types: ['authorization_code'],
    response_types: ['code'],
  };
}

interface Workings {
  origin: string;
  stored: Map<string, AdapterPayload>;
  users: Map<string, OidcUser>;
  keys: JWK[];
  terms: OidcIdpTerms;
}

const SCOPES = ['openid', 'email', 'profile', 'phone', 'groups', 'roles'];

function configurationOf({ origin, stored, users, keys, terms }: Workings): Configuration {
  const port = new URL(origin).port;
  return {
    adapter: oidcStore(stored),
    jwks: { keys: [...keys] },
    // Browsers keep cookies by host, whatever the port: two issuers on one machine must not share names.
    cookies: {
      keys: ['a key that signs cookies of tests'],
      names: { session: `_session_${port}`, interaction: `_interaction_${port}`, resume: `_resume_${port}` },
    },
    pkce: { required: () => true },
    conformIdTokenClaims: terms.claimsIn === 'userinfo',
    clientAuthMethods: [secretMethodOf(terms), 'none'],
    scopes: SCOPES,
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['given_name', 'family_name', 'name', 'preferred_username'],
      phone: ['phone_number'],
      groups: ['groups'],
      roles: ['roles'],
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource } },
    findAccount: (_, sub) => {
      const user = [...users.values()].find((one) => one.sub === sub);
      return user && { accountId: sub, claims: () => user };
    },
    interactions: { url: (_, { uid }) => `/login/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope(SCOPES.join(' '));
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: 300,
      IdToken: 300,
      AuthorizationCode: 60,
      Session: 3_600,
      Interaction: 600,
      Grant: 3_600,
    },
  };
}

/** Signs out without a question. */
function logoutSource(context: { body: unknown }, form: string): void {
  const yes = '<input type="hidden" name="logout" value="yes" form="op.logoutForm">';
  context.body = `<!doctype html><html lang="en"><head><title>Signing out</title></head>
<body>${form}${yes}<script>document.forms[0].submit()</script></body></html>`;
}

interface Visit {
  provider: Provider;
  users: Map<string, OidcUser>;
  origin: string;
  request: IncomingMessage;
  response: ServerResponse;
}

async function answer({ provider, users, origin, request, response }: Visit): Promise<void> {
  if (!request.url?.startsWith('/login/')) return provider.callback()(request, response);
  const { params } = await provider.interactionDetails(request, response);
  const heading = `Sign in at ${new URL(origin).host}`;
  const show = (login: string, fault: string | null) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(loginPage({ heading, login, fault }));
  };
  if (request.method !== 'POST') return show(String(params.login_hint ?? ''), null);
  const form = new URLSearchParams(await text(request));
  const finish = { mergeWithLastSubmission: false };
  if (form.get('action') === 'cancel') {
    const refusal = { error: 'access_denied', error_description: 'The person pressed Cancel.' };
    return provider.interactionFinished(request, response, refusal, finish);
  }
  const login = form.get('login') ?? '';
  const user = users.get(login);
  if (!user) return show(login, `Nobody has the login “${login}”.`);
  return provider.interactionFinished(request, response, { login: { accountId: user.sub } }, finish);
}
