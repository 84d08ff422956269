import { request, type Agent } from 'node:http';
import type { CaseWork } from '@/bench/scim-cases';
import type { Person } from '@/bench/scim-population';
import { joiningAt, newPerson, personAt, switchAt } from '@/bench/scim-work';

export interface Message {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  body?: object;
  /** Statuses of success. */
  expected: number[];
}

/** The HTTP requests, one after the other, of the `n`-th operation of a case. */
export function messagesOf(work: CaseWork, people: readonly Person[], n: number): Message[] {
  switch (work.kind) {
    case 'lookup':
      return [lookUp(personAt(people, n).userName)];
    case 'get':
      return [{ method: 'GET', path: `/Users/${personAt(people, n).id}`, expected: [200] }];
    case 'page':
      return [{ method: 'GET', path: `/Users?startIndex=${work.startIndex}&count=${work.count}`, expected: [200] }];
    case 'patch': {
      const { person, active } = switchAt(people, n, work.operations);
      return [patch(`/Users/${person.id}`, { op: 'replace', value: { active } })];
    }
    case 'join': {
      const { groupId, userIds } = joiningAt(people, work.size, work.count, n);
      return [patch(`/Groups/${groupId}`, { op: 'add', path: 'members', value: userIds.map((value) => ({ value })) })];
    }
    case 'sync': {
      const body = newPerson('scim', n);
      return [lookUp(body.userName), { method: 'POST', path: '/Users', body, expected: [201] }];
    }
  }
}

function lookUp(userName: string): Message {
  const filter = encodeURIComponent(`userName eq "${userName}"`);
  return { method: 'GET', path: `/Users?filter=${filter}&startIndex=1&count=100`, expected: [200] };
}

/** A PATCH of one operation. */
export function patch(path: string, operation: object): Message {
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] };
  return { method: 'PATCH', path, body, expected: [200, 204] };
}

/** Sends a message as Okta does, and reads the answer to its end. */
export function sendScim(to: { agent: Agent; url: string; token: string }, message: Message): Promise<void> {
  const { method, path, body, expected } = message;
  const headers = {
    authorization: `Bearer ${to.token}`,
    accept: 'application/scim+json',
    'content-type': 'application/scim+json',
    'user-agent': 'Okta SCIM Client 1.0.0',
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${to.url}/scim/v2${path}`, { agent: to.agent, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        const { statusCode = 0 } = response;
        if (expected.includes(statusCode)) resolve();
        else reject(new Error(`${method} ${path} was answered ${statusCode}: ${Buffer.concat(chunks).toString()}`));
      });
    });
    sent.once('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}
