/** The host of an address without the brackets of IPv6, and its port, named or implied by the protocol. */
export interface HostPort {
  host: string;
  port: string;
}

export function hostPort({
  protocol,
  hostname,
  port,
}: {
  protocol: string;
  hostname: string;
  port: string;
}): HostPort {
  const implied = protocol === 'https:' ? '443' : '80';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port || implied };
}

/**
 * Whether a list of "host" (all its ports) and "host:port" entries names this one; IPv6 with or without
 * brackets.
 */
export function namesHost(list: readonly string[], { host, port }: HostPort): boolean {
  const bracketed = host.includes(':') ? `[${host}]` : host;
  return [host, bracketed, `${bracketed}:${port}`].some((entry) => list.includes(entry));
}
