import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Constants, IdentityProvider, ServiceProvider, setSchemaValidator } from 'samlify';
import type { IdentityProviderInstance, ServiceProviderInstance } from 'samlify';
import { messageId } from '@/lib/sso/saml/message-id';
import { RSA_SHA256 } from '@/lib/sso/saml/names';
import { xmlText } from '@/lib/sso/saml/xml-text';
import { listen, stop } from '@/testing/idp/listen';
import { loginPage } from '@/testing/idp/login-page';
import { postFormPage } from '@/testing/idp/post-form-page';
import type { SamlUser } from '@/testing/idp/saml-messages';
import { testKeys } from '@/testing/idp/test-keys';

export interface SamlifyIdp {
  origin: string;
  entityId: string;
  ssoUrl: string;
  metadataUrl: string;
  /** By what people type as their login; may be changed at any time. */
  users: Map<string, SamlUser>;
  /** PEM */
  certificate: string;
  metadata(): string;
  /** Makes the only service provider known by its metadata. */
  trust(metadata: string): void;
  close(): Promise<void>;
}

interface SamlifyIdpTerms {
  users?: Readonly<Record<string, SamlUser>>;
  encrypt?: boolean;
  /** Any free one unless given. */
  port?: number;
}

const FIVE_MINUTES_MS = 5 * 60_000;

/**
 * An identity provider of another make, samlify, so that not only our own reading of SAML is tried: it checks the
 * signature of requests, and builds, signs and encrypts responses its own way.
 */
export async function startSamlifyIdp({
  users = {},
  encrypt = false,
  port,
}: SamlifyIdpTerms = {}): Promise<SamlifyIdp> {
  // Schemas are not what is tried; without a validator samlify refuses everything.
  setSchemaValidator({ validate: async () => 'not looked at' });
  const { server, origin } = await listen(createServer(), port);
  const { privateKey, certificate } = await testKeys('samlify');
  const idp = IdentityProvider({
    entityID: `${origin}/metadata`,
    privateKey,
    signingCert: certificate,
    requestSignatureAlgorithm: RSA_SHA256,
    isAssertionEncrypted: encrypt,
    messageSigningOrder: 'sign-then-encrypt',
    wantAuthnRequestsSigned: true,
    wantLogoutRequestSigned: true,
    singleSignOnService: [{ Binding: Constants.namespace.binding.redirect, Location: `${origin}/sso` }],
    singleLogoutService: [{ Binding: Constants.namespace.binding.redirect, Location: `${origin}/slo` }],
    nameIDFormat: [Constants.namespace.format.emailAddress],
  });
  const known: { sp: ServiceProviderInstance | null } = { sp: null };
  const people = new Map(Object.entries(users));
  server.on('request', (request, response) => {
    answer({ idp, sp: known.sp, people, origin }, request, response).catch((error) => {
      response.writeHead(400).end(String(error));
    });
  });
  return {
    origin,
    entityId: `${origin}/metadata`,
    ssoUrl: `${origin}/sso`,
    metadataUrl: `${origin}/metadata`,
    users: people,
    certificate,
    metadata: () => idp.getMetadata(),
    trust: (metadata) => void (known.sp = ServiceProvider({ metadata })),
    close: () => stop(server),
  };
}

interface Scene {
  idp: IdentityProviderInstance;
  sp: ServiceProviderInstance | null;
  people: ReadonlyMap<string, SamlUser>;
  origin: string;
}

async function answer(
  { idp, sp, people, origin }: Scene,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', origin);
  if (url.pathname === '/metadata') {
    response.setHeader('content-type', 'application/samlmetadata+xml').end(idp.getMetadata());
    return;
  }
  if (!sp) throw new Error('No application is known.');
  const signed = {
    query: Object.fromEntries(url.searchParams),
    octetString: url.search.slice(1).split('&Signature=')[0] ?? '',
  };
  if (url.pathname === '/slo') {
    const asked = await idp.parseLogoutRequest(sp, 'redirect', signed);
    const { context } = idp.createLogoutResponse(sp, { extract: asked.extract }, 'redirect');
    response.writeHead(302, { location: context }).end();
    return;
  }
  const asked = await idp.parseLoginRequest(sp, 'redirect', signed);
  const login = request.method === 'POST' ? new URLSearchParams(await text(request)).get('login') : null;
  const user = people.get(login ?? '');
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (!user) {
    const fault = login === null ? null : 'There is nobody with this login.';
    response.end(
      loginPage({
        heading: 'Sign in by samlify',
        login: login ?? url.searchParams.get('login_hint') ?? '',
        fault,
      }),
    );
    return;
  }
  const { extract } = asked;
  const requestId = extract.request && !Array.isArray(extract.request) ? String(extract.request.id) : '';
  const fill = (template: string) => ({
    id: messageId(),
    context: filled(template, { idp, sp, user, requestId }),
  });
  const { context } = await idp.createLoginResponse(
    sp,
    { extract },
    'post',
    {},
    { customTagReplacement: fill },
  );
  const acsUrl = sp.entityMeta.getAssertionConsumerService('post');
  response.end(postFormPage(String(acsUrl), { SAMLResponse: context }));
}

/** The template of samlify with what it leaves to whoever uses it. */
function filled(
  template: string,
  {
    idp,
    sp,
    user,
    requestId,
  }: { idp: IdentityProviderInstance; sp: ServiceProviderInstance; user: SamlUser; requestId: string },
): string {
  const now = new Date().toISOString();
  const soon = new Date(Date.now() + FIVE_MINUTES_MS).toISOString();
  const acsUrl = String(sp.entityMeta.getAssertionConsumerService('post'));
  const values: Record<string, string> = {
    ID: messageId(),
    AssertionID: messageId(),
    Destination: acsUrl,
    Audience: sp.entityMeta.getEntityID(),
    SubjectRecipient: acsUrl,
    Issuer: idp.entityMeta.getEntityID(),
    IssueInstant: now,
    StatusCode: Constants.StatusCode.Success,
    ConditionsNotBefore: now,
    ConditionsNotOnOrAfter: soon,
    SubjectConfirmationDataNotOnOrAfter: soon,
    NameIDFormat: user.nameIdFormat ?? Constants.namespace.format.emailAddress,
    NameID: user.nameId,
    InResponseTo: requestId,
  };
  const statements: Record<string, string> = {
    AuthnStatement: authnStatement(now),
    AttributeStatement: attributeStatement(user),
  };
  return template.replace(
    /\{([A-Za-z]+)\}/g,
    (_, name: string) => statements[name] ?? xmlText(values[name] ?? ''),
  );
}

function authnStatement(now: string): string {
  return (
    `<saml:AuthnStatement AuthnInstant="${now}" SessionIndex="${messageId()}"><saml:AuthnContext>` +
    '<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>' +
    '</saml:AuthnContext></saml:AuthnStatement>'
  );
}

function attributeStatement({ attributes }: SamlUser): string {
  const basic = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic';
  const list = Object.entries(attributes).map(([name, values]) => {
    const written = values.map(
      (value) => `<saml:AttributeValue xsi:type="xs:string">${xmlText(value)}</saml:AttributeValue>`,
    );
    return `<saml:Attribute Name="${xmlText(name)}" NameFormat="${basic}">${written.join('')}</saml:Attribute>`;
  });
  return `<saml:AttributeStatement>${list.join('')}</saml:AttributeStatement>`;
}
