import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, fetch, type RequestInit, type Response as UndiciResponse } from 'undici';
import { hostPort, namesHost } from '@/lib/outbound/host-port';
import { OutboundError } from '@/lib/outbound/outbound-error';
import { outboundErrorOf } from '@/lib/outbound/outbound-error-of';
import { isPublicAddress } from '@/lib/outbound/public-address';

export interface Limits {
  connectMs: number;
  /** For the headers of the answer, and for each pause in its body. */
  silenceMs: number;
  /** For everything together. */
  wholeMs: number;
  /** Of the body, after it was decompressed. */
  bytes: number;
}

/** All addresses of a name, as dns.promises.lookup gives them with `all: true`. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

export interface GuardTerms {
  /** Hosts that may be asked wherever they are, as "host" or "host:port". */
  allow: readonly string[];
  resolve: Resolve;
  limits: Limits;
}

export type GuardedInit = Pick<RequestInit, 'method' | 'headers' | 'body' | 'signal'>;

export interface Guard {
  /** @throws OutboundError for whatever ends without an answer; an answer of any status is one. */
  fetch: (url: string | URL, init?: GuardedInit) => Promise<Response>;
  /** Whether the operator has named the host of this address. */
  allows: (url: URL) => boolean;
}

const LIFT = 'The operator of this server can allow it with ROLLCALL_OUTBOUND_ALLOW.';

const REDIRECTS = [301, 302, 303, 307, 308];

/** A response of these has no body, not even an empty one (Fetch standard §2.2.3). */
const NULL_BODY_STATUSES = [204, 205, 304];

/**
 * Fetches for whoever may name any address: https and the public internet only, except for hosts of the
 * operator's list. Names are resolved once and the connection goes to the addresses that were looked at, so
 * that a name cannot change its mind in between. Redirects are refused, and time and size are limited.
 */
export function makeGuard({ allow, resolve, limits }: GuardTerms): Guard {
  const allows = (url: URL) => namesHost(allow, hostPort(url));
  const dispatcher = new Agent({
    connect: guardedConnector({ allow, resolve, limits }),
    headersTimeout: limits.silenceMs,
    bodyTimeout: limits.silenceMs,
  });
  const guarded = async (input: string | URL, init: GuardedInit = {}) => {
    const url = parseUrl(input);
    const deadline = AbortSignal.timeout(limits.wholeMs);
    const signal = init.signal ? AbortSignal.any([deadline, init.signal]) : deadline;
    try {
      const response = await fetch(url, { ...init, dispatcher, signal, redirect: 'manual' });
      await refuseRedirect(url, response);
      return plainResponse(response, await boundedBody(url, response, limits.bytes));
    } catch (error) {
      throw outboundErrorOf(error, url.host);
    }
  };
  return { fetch: guarded, allows };
}

function parseUrl(input: string | URL): URL {
  const text = String(input);
  if (!URL.canParse(text)) throw new OutboundError('blocked', 'This is not a web address.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new OutboundError('blocked', 'Only addresses that begin with https:// can be fetched.');
  }
  if (url.username || url.password) {
    throw new OutboundError('blocked', 'An address with a user name or a password in it is not fetched.');
  }
  return url;
}

/** Every connection begins here: an address that is written out never reaches a lookup. */
function guardedConnector({ allow, resolve, limits }: GuardTerms): buildConnector.connector {
  const timeout = limits.connectMs;
  const open = buildConnector({ timeout, lookup: lookupWith(resolve) });
  const guarded = buildConnector({ timeout, lookup: lookupWith(publicOnly(resolve)) });
  return (options, callback) => {
    const target = hostPort(options);
    if (namesHost(allow, target)) return open(options, callback);
    const refusal = refusalOf(options.protocol, target.host);
    return refusal ? callback(refusal, null) : guarded(options, callback);
  };
}

function refusalOf(protocol: string, host: string): OutboundError | null {
  if (protocol !== 'https:') {
    return new OutboundError('blocked', `${host} is asked for without encryption; use https://. ${LIFT}`);
  }
  return isIP(host) !== 0 && !isPublicAddress(host) ? notPublic(host) : null;
}

/** It does not say which address a name leads to: that is nobody's business outside. */
function notPublic(host: string): OutboundError {
  return new OutboundError(
    'blocked',
    `${host} does not lead to the public internet, so it was not asked. ${LIFT}`,
  );
}

function publicOnly(resolve: Resolve): Resolve {
  return async (hostname) => {
    const addresses = await resolve(hostname);
    if (!addresses.every(({ address }) => isPublicAddress(address))) throw notPublic(hostname);
    return addresses;
  };
}

function lookupWith(resolve: Resolve): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) callback(new Error(`${hostname} has no address.`), '');
        else if (all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

async function refuseRedirect(url: URL, response: UndiciResponse): Promise<void> {
  if (!REDIRECTS.includes(response.status)) return;
  await response.body?.cancel();
  throw new OutboundError(
    'redirect',
    `${url.host} answered with a redirect, which is not followed. Give the final address.`,
  );
}

async function boundedBody(
  url: URL,
  response: UndiciResponse,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) {
      throw new OutboundError('too-large', `${url.host} answered with more than ${most} bytes.`);
    }
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function plainResponse(response: UndiciResponse, body: Uint8Array<ArrayBuffer>): Response {
  return new Response(NULL_BODY_STATUSES.includes(response.status) ? null : body, {
    status: response.status,
    headers: [...response.headers],
  });
}
