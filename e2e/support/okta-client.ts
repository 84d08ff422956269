import type { JsonObject, JsonValue } from '@/lib/scim/json';

/** A person as an Okta directory has them. */
export interface OktaPerson {
  givenName: string;
  familyName: string;
  email: string;
}

export interface ScimAnswer {
  status: number;
  headers: Headers;
  body: JsonObject;
}

/** What Okta sends with every request. */
const HEADERS = {
  'User-Agent': 'Okta SCIM Client 1.0.0',
  Accept: 'application/scim+json',
  'Content-Type': 'application/scim+json; charset=utf-8',
};

/** A client that speaks as Okta does: looks a person up by userName, then creates them, later switches them off by PATCH. */
export class OktaClient {
  readonly #baseUrl: string;
  readonly #token: string;

  constructor(baseUrl: string, token: string) {
    this.#baseUrl = baseUrl;
    this.#token = token;
  }

  async send(method: string, path: string, body?: JsonObject): Promise<ScimAnswer> {
    const response = await fetch(`${this.#baseUrl}${path}`, {
      method,
      headers: { ...HEADERS, Authorization: `Bearer ${this.#token}` },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : (JSON.parse(text) as JsonObject) };
  }

  /** "Test Connector Configuration". */
  testConnection(): Promise<ScimAnswer> {
    return this.send('GET', '/Users?startIndex=1&count=2');
  }

  findByUserName(userName: string): Promise<ScimAnswer> {
    const filter = encodeURIComponent(`userName eq "${userName}"`);
    return this.send('GET', `/Users?filter=${filter}&startIndex=1&count=100`);
  }

  /** Assigns a person and answers with the id they have here. */
  async assign({ givenName, familyName, email }: OktaPerson): Promise<string> {
    await this.findByUserName(email);
    const { status, body } = await this.send('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: email,
      name: { givenName, familyName },
      emails: [{ primary: true, value: email, type: 'work' }],
      displayName: `${givenName} ${familyName}`,
      locale: 'en-US',
      externalId: `00u${Buffer.from(email).toString('hex').slice(0, 17)}`,
      groups: [],
      password: 'not-kept-Zx81',
      active: true,
    });
    if (status !== 201) throw new Error(`Creating ${email} was answered ${status}: ${JSON.stringify(body)}`);
    return String(body.id);
  }

  /** Takes the assignment away. */
  deactivate(id: string): Promise<ScimAnswer> {
    return this.send('PATCH', `/Users/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value: { active: false } }],
    });
  }

  /** Sends a new value of one attribute. */
  replaceAttribute(id: string, path: string, value: JsonValue): Promise<ScimAnswer> {
    return this.send('PATCH', `/Users/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path, value }],
    });
  }

  /** Pushes a group with its members and answers with the id it has here. */
  async pushGroup(displayName: string, userIds: readonly string[] = []): Promise<string> {
    const { status, body } = await this.send('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName,
      members: [],
    });
    if (status !== 201) throw new Error(`Pushing ${displayName} was answered ${status}: ${JSON.stringify(body)}`);
    const id = String(body.id);
    if (userIds.length > 0) await this.addMembers(id, userIds);
    return id;
  }

  addMembers(groupId: string, userIds: readonly string[]): Promise<ScimAnswer> {
    return this.#changeGroup(groupId, { op: 'add', path: 'members', value: userIds.map((value) => ({ value })) });
  }

  removeMember(groupId: string, userId: string): Promise<ScimAnswer> {
    return this.#changeGroup(groupId, { op: 'remove', path: `members[value eq "${userId}"]` });
  }

  renameGroup(groupId: string, displayName: string): Promise<ScimAnswer> {
    return this.#changeGroup(groupId, { op: 'replace', value: { id: groupId, displayName } });
  }

  async #changeGroup(groupId: string, operation: JsonObject): Promise<ScimAnswer> {
    const answer = await this.send('PATCH', `/Groups/${groupId}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [operation],
    });
    if (answer.status >= 300) throw new Error(`${JSON.stringify(operation)} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer;
  }
}
