import { createServer, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { makeGuard, type Limits, type Resolve } from '@/lib/outbound/make-guard';
import { OutboundError } from '@/lib/outbound/outbound-error';
import { listen, stop } from '@/testing/idp/listen';
import { readCases } from '@/testing/read-cases';

const LIMITS: Limits = { connectMs: 10_000, silenceMs: 10_000, wholeMs: 20_000, bytes: 1_000 };

const nobody: Resolve = () => Promise.reject(new Error('No name is to be resolved.'));

const resolveTo = (...addresses: string[]): Resolve => {
  return () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
};

function guard({
  allow = [],
  resolve = nobody,
  limits,
}: {
  allow?: string[];
  resolve?: Resolve;
  limits?: Partial<Limits>;
}) {
  return makeGuard({ allow, resolve, limits: { ...LIMITS, ...limits } });
}

async function failureOf(answer: Promise<Response>): Promise<OutboundError> {
  const error = await answer.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OutboundError)) throw new Error('It was not refused.', { cause: error });
  return error;
}

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((end) => end()));
});

/** A server on this machine; its port. */
async function serve(listener: RequestListener): Promise<string> {
  const { server, origin } = await listen(createServer(listener));
  stops.push(() => stop(server));
  return new URL(origin).port;
}

describe('an internal address', () => {
  it.each(readCases<{ url: string; why: string }>(import.meta.dirname, 'internal-addresses.json'))(
    'is refused: $url, $why',
    async ({ url }) => {
      const { reason, message } = await failureOf(guard({}).fetch(url));
      expect(reason).toBe('blocked');
      expect(message).toContain('ROLLCALL_OUTBOUND_ALLOW');
    },
  );

  it('is refused behind a name, without saying which address it is', async () => {
    const { reason, message } = await failureOf(
      guard({ resolve: resolveTo('10.1.2.3') }).fetch('https://idp.example/'),
    );
    expect(reason).toBe('blocked');
    expect(message).toContain('idp.example');
    expect(message).not.toContain('10.1.2.3');
  });

  it('is refused when only one of several addresses of a name is internal', async () => {
    const resolve = resolveTo('93.184.216.34', '2606:4700::1111', '::1');
    expect((await failureOf(guard({ resolve }).fetch('https://idp.example/'))).reason).toBe('blocked');
  });

  it('is refused behind "localhost", with and without a dot at the end', async () => {
    for (const url of ['https://localhost/', 'https://localhost./']) {
      expect((await failureOf(guard({ resolve: resolveTo('127.0.0.1') }).fetch(url))).reason).toBe('blocked');
    }
  });

  it('is refused before anything is sent to it', async () => {
    let asked = 0;
    const port = await serve((_, response) => {
      asked += 1;
      response.end();
    });
    await failureOf(guard({}).fetch(`http://127.0.0.1:${port}/`));
    await failureOf(guard({ resolve: resolveTo('127.0.0.1') }).fetch(`https://rebinding.example:${port}/`));
    expect(asked).toBe(0);
  });
});

describe('an address', () => {
  it.each([
    ['http://idp.example/', 'use https://'],
    ['file:///etc/passwd', 'https://'],
    ['data:application/json,{}', 'https://'],
    ['blob:https://idp.example/1', 'https://'],
    ['https://user:password@idp.example/', 'password'],
    ['idp.example', 'not a web address'],
  ])('%s is refused in words', async (url, words) => {
    const { reason, message } = await failureOf(guard({ resolve: resolveTo('93.184.216.34') }).fetch(url));
    expect(reason).toBe('blocked');
    expect(message).toContain(words);
  });
});

describe('the list of the operator', () => {
  const hello: RequestListener = (_, response) => void response.end('hello');

  it('lets a host be asked at any port, without encryption', async () => {
    const port = await serve(hello);
    const answer = await guard({ allow: ['127.0.0.1'] }).fetch(`http://127.0.0.1:${port}/`);
    expect(await answer.text()).toBe('hello');
  });

  it('lets a host be asked at the port it names, and at no other', async () => {
    const port = await serve(hello);
    const other = await serve(hello);
    const { fetch } = guard({ allow: [`127.0.0.1:${port}`] });
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    expect((await failureOf(fetch(`http://127.0.0.1:${other}/`))).reason).toBe('blocked');
  });

  it('lets a name lead to an internal address, by host and by host and port', async () => {
    const port = await serve(hello);
    for (const allow of ['idp.internal', `idp.internal:${port}`]) {
      const { fetch } = guard({ allow: [allow], resolve: resolveTo('127.0.0.1') });
      expect((await fetch(`http://idp.internal:${port}/`)).status).toBe(200);
    }
  });

  it('does not let an address be asked because a name that leads to it may be', async () => {
    const port = await serve(hello);
    const { fetch } = guard({ allow: ['idp.internal'], resolve: resolveTo('127.0.0.1') });
    expect((await failureOf(fetch(`http://127.0.0.1:${port}/`))).reason).toBe('blocked');
    expect((await failureOf(fetch(`https://other.internal:${port}/`))).reason).toBe('blocked');
  });

  it.each(['::1', '[::1]', '[::1]:8443'])('names IPv6 as %s', (entry) => {
    expect(guard({ allow: [entry] }).allows(new URL('https://[::1]:8443/'))).toBe(true);
    expect(guard({ allow: [entry] }).allows(new URL('https://[::2]:8443/'))).toBe(false);
  });

  it('means the implied port where an address names none', () => {
    const { allows } = guard({ allow: ['idp.internal:443'] });
    expect(allows(new URL('https://idp.internal/'))).toBe(true);
    expect(allows(new URL('http://idp.internal/'))).toBe(false);
  });
});

describe('an answer', () => {
  const allow = ['127.0.0.1'];

  it('arrives with its status, headers and body', async () => {
    const port = await serve((_, response) => void response.writeHead(418, { 'x-tea': 'yes' }).end('short'));
    const answer = await guard({ allow }).fetch(`http://127.0.0.1:${port}/`);
    expect([answer.status, answer.headers.get('x-tea'), await answer.text()]).toEqual([418, 'yes', 'short']);
  });

  it('may be empty', async () => {
    const port = await serve((_, response) => void response.writeHead(204).end());
    expect((await guard({ allow }).fetch(`http://127.0.0.1:${port}/`)).status).toBe(204);
  });

  it.each([301, 302, 303, 307, 308])(
    'that redirects with %i is refused, and its target not asked',
    async (status) => {
      const paths: (string | undefined)[] = [];
      const port = await serve(({ url }, response) => {
        paths.push(url);
        response.writeHead(status, { location: '/target' }).end('moved');
      });
      expect((await failureOf(guard({ allow }).fetch(`http://127.0.0.1:${port}/`))).reason).toBe('redirect');
      expect(paths).toEqual(['/']);
    },
  );

  it('that is too large is refused, announced or not', async () => {
    const announced = await serve((_, response) => void response.end('x'.repeat(1_001)));
    const endless = await serve((_, response) => {
      response.write('x'.repeat(800));
      response.end('x'.repeat(800));
    });
    for (const port of [announced, endless]) {
      expect((await failureOf(guard({ allow }).fetch(`http://127.0.0.1:${port}/`))).reason).toBe('too-large');
    }
  });

  it('is measured after it was decompressed', async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(500_000)));
    });
    expect((await failureOf(guard({ allow }).fetch(`http://127.0.0.1:${port}/`))).reason).toBe('too-large');
  });

  it.each<[string, RequestListener]>([
    ['says nothing', () => undefined],
    ['stops in the middle', (_, response) => void response.write('half')],
    ['sends a little again and again', (_, response) => drip(() => response.write('.'))],
  ])('that %s is given up', async (_, listener) => {
    const port = await serve(listener);
    const limits = { bytes: 1_000_000, wholeMs: 150 };
    expect((await failureOf(guard({ allow, limits }).fetch(`http://127.0.0.1:${port}/`))).reason).toBe(
      'timeout',
    );
  });

  it('is given up when the caller gives up', async () => {
    const port = await serve(() => undefined);
    const signal = AbortSignal.timeout(50);
    expect((await failureOf(guard({ allow }).fetch(`http://127.0.0.1:${port}/`, { signal }))).reason).toBe(
      'timeout',
    );
  });

  it('that never comes is told apart: nobody listens, the name is unknown', async () => {
    const { server, origin } = await listen(createServer());
    await stop(server);
    expect(await failureOf(guard({ allow }).fetch(origin))).toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('nothing listens there'),
    });
    const unknown: Resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await failureOf(guard({ resolve: unknown }).fetch('https://idp.example/'))).toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('not known to the DNS'),
    });
  });
});

/** Sends until the connection is gone. */
function drip(send: () => boolean): void {
  const timer = setInterval(send, 20);
  stops.push(() => Promise.resolve(clearInterval(timer)));
}
