import { promises as dns } from 'node:dns';
import { env } from '@/lib/shared/env';
import { faultCode } from '@/lib/shared/operator-error';

/** What the DNS says of the TXT records of a name. */
export type TxtAnswer =
  /** Each record in one piece. */
  | { kind: 'found'; records: string[] }
  /** NXDOMAIN */
  | { kind: 'no-name' }
  /** The name is there, and has none. */
  | { kind: 'no-record' }
  /** SERVFAIL: the name servers of the domain are at fault, or its DNSSEC is. */
  | { kind: 'failed' }
  | { kind: 'refused' }
  | { kind: 'timeout' }
  /** The resolver cannot be reached, or answers nonsense. */
  | { kind: 'unreachable' };

export interface Patience {
  timeoutMs: number;
  tries: number;
}

const PATIENCE: Patience = { timeoutMs: 3_000, tries: 2 };

/** Codes of node:dns for the answers that mean something. */
const kinds: Record<string, Exclude<TxtAnswer['kind'], 'found'>> = {
  ENOTFOUND: 'no-name',
  ENODATA: 'no-record',
  ESERVFAIL: 'failed',
  EREFUSED: 'refused',
  ETIMEOUT: 'timeout',
};

/** Asks the name servers of ROLLCALL_DNS_SERVERS, or else those of this machine. */
export async function lookUpTxt(name: string, { timeoutMs, tries } = PATIENCE): Promise<TxtAnswer> {
  const resolver = new dns.Resolver({ timeout: timeoutMs, tries });
  const servers = env().ROLLCALL_DNS_SERVERS;
  if (servers.length > 0) resolver.setServers(servers);
  try {
    const records = await resolver.resolveTxt(name);
    return { kind: 'found', records: records.map((pieces) => pieces.join('')) };
  } catch (error) {
    return { kind: kinds[faultCode(error) ?? ''] ?? 'unreachable' };
  }
}
