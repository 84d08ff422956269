import { OutboundError } from '@/lib/outbound/outbound-error';

const TIMEOUTS = [
  'TimeoutError',
  'AbortError',
  'ConnectTimeoutError',
  'HeadersTimeoutError',
  'BodyTimeoutError',
];

/** What a failed request comes down to. Undici hides it in the causes of "fetch failed". */
export function outboundErrorOf(error: unknown, host: string): OutboundError {
  const chain = causes(error);
  const known = chain.find((cause) => cause instanceof OutboundError);
  if (known) return known;
  if (chain.some(({ name }) => TIMEOUTS.includes(name))) {
    return new OutboundError('timeout', `${host} took too long to answer.`, { cause: error });
  }
  return new OutboundError('unreachable', `${host} could not be reached: ${whatFailed(chain)}`, {
    cause: error,
  });
}

function causes(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : [];
}

const FAILURES: Record<string, string> = {
  ENOTFOUND: 'its name is not known to the DNS.',
  EAI_AGAIN: 'the DNS did not answer.',
  ECONNREFUSED: 'nothing listens there.',
  ECONNRESET: 'it broke the connection off.',
  UND_ERR_SOCKET: 'it broke the connection off.',
  CERT_HAS_EXPIRED: 'its certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody that this server trusts.',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody that this server trusts.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by nobody that this server trusts.',
};

function whatFailed(chain: Error[]): string {
  const codes = chain.flatMap((cause) =>
    'code' in cause && typeof cause.code === 'string' ? [cause.code] : [],
  );
  const known = codes.map((code) => FAILURES[code]).find((sentence) => sentence !== undefined);
  return known ?? `the connection failed${codes[0] ? ` (${codes[0]})` : ''}.`;
}
