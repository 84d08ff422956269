import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import { messageId } from '@/lib/sso/saml/message-id';
import { ASSERTION_NS, PROTOCOL_NS } from '@/lib/sso/saml/names';
import type { KeyPair } from '@/lib/sso/saml/sp-key-pair';
import { xmlText } from '@/lib/sso/saml/xml-text';
import { hostileResponses } from '@/testing/idp/hostile-responses';
import type { Hostility } from '@/testing/idp/hostile-responses';
import { listen, stop } from '@/testing/idp/listen';
import { loginPage } from '@/testing/idp/login-page';
import { postFormPage } from '@/testing/idp/post-form-page';
import type { ReceivedSamlRequest } from '@/testing/idp/received-saml-request';
import { isSignedBy, receivedSamlRequest } from '@/testing/idp/received-saml-request';
import { samlIdpMetadata } from '@/testing/idp/saml-idp-metadata';
import { responseXml, samlResponse, statusXml, toBase64 } from '@/testing/idp/saml-messages';
import type { ResponseTerms, SamlUser } from '@/testing/idp/saml-messages';
import { readServiceProvider } from '@/testing/idp/service-provider';
import type { ServiceProvider } from '@/testing/idp/service-provider';
import { testKeys } from '@/testing/idp/test-keys';

/** How the identity provider answers; may be changed at any time. */
export interface SamlAnswers {
  encrypt: boolean;
  /** Signs the response besides the assertion. */
  signResponse: boolean;
  /** Does not ask again whom it has asked before, until they sign out. */
  remember: boolean;
  /** Sends the last response once more instead of a new one. */
  replay: boolean;
  /** Sends what must not be accepted. */
  hostile: Hostility | null;
}

/** What was posted to a service provider. */
export interface PostedResponse {
  acsUrl: string;
  fields: Record<string, string>;
}

export interface SamlIdp {
  origin: string;
  entityId: string;
  ssoUrl: string;
  sloUrl: string;
  metadataUrl: string;
  /** By what people type as their login; may be changed at any time. */
  users: Map<string, SamlUser>;
  answers: SamlAnswers;
  /** What it was asked, in order, and whether the signature was that of the service provider. */
  requests: (ReceivedSamlRequest & { signed: boolean })[];
  /** What it answered, in order. */
  posted: PostedResponse[];
  /** What it signs with now. */
  keys(): KeyPair;
  /** Those that it publishes, in PEM. */
  certificates(): string[];
  metadata(): string;
  /** Makes a service provider known by its metadata. Others are refused. */
  trust(metadata: string): void;
  /** Where a sign-in begins that nobody asked for. */
  initiateUrl(acsUrl: string): string;
  /** Signs with another key from now on. The old ones stay published, unless they are forgotten. */
  rotate(terms?: { forget: boolean }): Promise<void>;
  close(): Promise<void>;
}

interface SamlIdpTerms {
  /** The address of its metadata unless given. */
  entityId?: string;
  users?: Readonly<Record<string, SamlUser>>;
  /** Any free one unless given. */
  port?: number;
  /** What testKeys knows its first key by; two identity providers with one name have the same keys. */
  keysName?: string;
  answers?: Partial<SamlAnswers>;
}

interface State {
  idp: SamlIdp;
  providers: Map<string, ServiceProvider>;
  cookie: string;
}

/** A SAML identity provider on this machine, with a login page that asks for a login and no password. */
export async function startSamlIdp(terms: SamlIdpTerms = {}): Promise<SamlIdp> {
  const { server, origin } = await listen(createServer(), terms.port);
  const { keysName = 'idp' } = terms;
  const first = await testKeys(keysName);
  const keys = [first];
  let rotations = 0;
  const providers = new Map<string, ServiceProvider>();
  const metadataUrl = `${origin}/metadata`;
  const own = { entityId: terms.entityId ?? metadataUrl, ssoUrl: `${origin}/sso`, sloUrl: `${origin}/slo` };
  const certificates = () => keys.map(({ certificate }) => certificate);
  const idp: SamlIdp = {
    origin,
    ...own,
    metadataUrl,
    users: new Map(Object.entries(terms.users ?? {})),
    answers: {
      encrypt: false,
      signResponse: false,
      remember: false,
      replay: false,
      hostile: null,
      ...terms.answers,
    },
    requests: [],
    posted: [],
    keys: () => keys[0] ?? first,
    certificates,
    metadata: () => samlIdpMetadata({ ...own, certificates: certificates() }),
    trust(metadata) {
      const provider = readServiceProvider(metadata);
      providers.set(provider.entityId, provider);
    },
    initiateUrl: (acsUrl) => `${origin}/initiate?${new URLSearchParams({ acs: acsUrl })}`,
    async rotate({ forget } = { forget: false }) {
      rotations += 1;
      keys.unshift(await testKeys(`${keysName} ${rotations}`));
      if (forget) keys.splice(1);
    },
    close: () => stop(server),
  };
  const state = { idp, providers, cookie: `saml_idp_${new URL(origin).port}` };
  server.on('request', (request, response) => {
    answer(state, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  return idp;
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', state.idp.origin);
  if (url.pathname === '/metadata') {
    response.setHeader('content-type', 'application/samlmetadata+xml').end(state.idp.metadata());
  } else if (url.pathname === '/slo') {
    signOut(state, url, response);
  } else if (url.pathname === '/sso' || url.pathname === '/initiate') {
    const found = whoAsks(state, url, request.method === 'GET');
    if (typeof found === 'string') response.writeHead(400).end(found);
    else await signIn(state, found, request, response);
  } else {
    response.writeHead(404).end();
  }
}

interface Asking {
  provider: ServiceProvider;
  /** Null when nobody asks: the sign-in begins here. */
  request: ReceivedSamlRequest | null;
}

/** @returns what is wrong, for a request that is refused */
function whoAsks(state: State, url: URL, isNew: boolean): Asking | string {
  if (url.pathname === '/initiate') {
    const provider = [...state.providers.values()].find(
      ({ acsUrl }) => acsUrl === url.searchParams.get('acs'),
    );
    return provider ? { provider, request: null } : 'No application is known with this address.';
  }
  const request = receivedSamlRequest(url.search.slice(1));
  const provider = state.providers.get(request.issuer);
  const signed = provider?.certificate ? isSignedBy(request, provider.certificate) : false;
  if (isNew) state.idp.requests.push({ ...request, signed });
  if (!provider) return `No application is known by the name ${request.issuer}.`;
  if (provider.certificate !== null && !signed) return 'The request is not signed by the application.';
  if (request.acsUrl !== provider.acsUrl)
    return 'The response shall go to an address that is not the application’s.';
  return { provider, request };
}

/** Asks who it is, or answers when that is known. */
async function signIn(
  state: State,
  asking: Asking,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { users, answers } = state.idp;
  const typed = request.method === 'POST' ? new URLSearchParams(await text(request)) : null;
  const remembered = answers.remember ? cookieOf(request, state.cookie) : null;
  const login = typed?.get('login') ?? remembered;
  const user = login === null ? undefined : users.get(login);
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (typed?.get('action') === 'cancel') {
    const rawStatus = statusXml('Responder', 'AuthnFailed', 'The sign-in was cancelled.');
    response.end(
      post(
        state,
        asking,
        responseXml(termsOf(state, asking, { nameId: '', attributes: {} }), '', { rawStatus }),
      ),
    );
  } else if (user && login !== null) {
    response.setHeader('set-cookie', `${state.cookie}=${encodeURIComponent(login)}; path=/; HttpOnly`);
    response.end(post(state, asking, await responseFor(state, asking, user)));
  } else {
    const fault = typed ? 'There is nobody with this login.' : null;
    response.end(
      loginPage({ heading: 'Sign in by SAML', login: login ?? asking.request?.loginHint ?? '', fault }),
    );
  }
}

async function responseFor(state: State, asking: Asking, user: SamlUser): Promise<string> {
  const { hostile } = state.idp.answers;
  const terms = termsOf(state, asking, user);
  if (hostile === null) return samlResponse(terms);
  return hostileResponses[hostile].make({ ...terms, encryptFor: asking.provider.certificate });
}

function termsOf(state: State, { provider, request }: Asking, user: SamlUser): ResponseTerms {
  const { entityId, answers } = state.idp;
  if (answers.encrypt && provider.certificate === null)
    throw new Error('There is no certificate to encrypt for.');
  return {
    idpEntityId: entityId,
    keys: state.idp.keys(),
    spEntityId: provider.entityId,
    acsUrl: provider.acsUrl,
    inResponseTo: request?.id ?? null,
    user,
    encryptFor: answers.encrypt ? provider.certificate : null,
    signResponse: answers.signResponse,
  };
}

function post({ idp }: State, { provider, request }: Asking, xml: string): string {
  const relayState: Record<string, string> = request?.relayState ? { RelayState: request.relayState } : {};
  const fields = { SAMLResponse: toBase64(xml), ...relayState };
  const last = idp.answers.replay ? idp.posted.at(-1) : undefined;
  const sent = last ?? { acsUrl: provider.acsUrl, fields };
  idp.posted.push(sent);
  return postFormPage(sent.acsUrl, sent.fields);
}

/** Forgets who somebody is, and sends them back to where they come from. */
function signOut(state: State, url: URL, response: ServerResponse): void {
  const request = receivedSamlRequest(url.search.slice(1));
  const provider = state.providers.get(request.issuer);
  const signed = provider?.certificate ? isSignedBy(request, provider.certificate) : false;
  state.idp.requests.push({ ...request, signed });
  if (!provider?.sloUrl || !signed) {
    response.writeHead(400).end('The request is not signed by an application.');
    return;
  }
  const xml =
    `<samlp:LogoutResponse xmlns:samlp="${PROTOCOL_NS}" xmlns:saml="${ASSERTION_NS}" ID="${messageId()}" ` +
    `Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${xmlText(provider.sloUrl)}" ` +
    `InResponseTo="${request.id}">` +
    `<saml:Issuer>${xmlText(state.idp.entityId)}</saml:Issuer>${statusXml('Success')}</samlp:LogoutResponse>`;
  const back = new URL(provider.sloUrl);
  back.searchParams.set('SAMLResponse', deflateRawSync(xml).toString('base64'));
  if (request.relayState !== null) back.searchParams.set('RelayState', request.relayState);
  response
    .setHeader('set-cookie', `${state.cookie}=; path=/; Max-Age=0`)
    .writeHead(302, { location: back.href })
    .end();
}

function cookieOf(request: IncomingMessage, name: string): string | null {
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  const value = pairs.find(([key]) => key === name)?.[1];
  return value ? decodeURIComponent(value) : null;
}
