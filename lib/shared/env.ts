import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { OperatorError } from '@/lib/shared/operator-error';

/** An empty value in a .env file or a compose file means "not set". */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** One message for every way in which a text can fail to be such a number. */
function whole(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(message).int(message).min(least, message).max(most, message);
}

const postgresUrl = z
  .string()
  .refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), {
    message: 'must be an address such as postgres://user:password@host:5432/database',
  });

const publicUrl = z
  .url({ protocol: /^https?$/, message: 'must be an http(s) address such as https://app.example.com', abort: true })
  .refine((value) => new URL(value).pathname === '/', 'must have no path, because Rollcall answers at the root')
  .transform((value) => new URL(value).origin);

/** A name, and 32 bytes in base64 or base64url. */
const namedKey = /^[a-z0-9]{1,16}:[\w+/-]{43}=?$/;

/** "v2:<base64>,v1:<base64>": names of keys with 32 bytes each. The first encrypts, all decrypt. */
const secretKeys = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => namedKey.test(part)),
    'must be a list such as v2:<key>,v1:<key>, each key 32 bytes in base64 (for example the output of: openssl rand -base64 32)',
  )
  .transform((parts) => parts.map(parseKey))
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'names a key twice')
  // lib/secrets/seal calls the key so that it makes from the installation's secret.
  .refine((keys) => keys.every(({ id }) => id !== 'app'), 'must not name a key "app": that name is taken');

function parseKey(part: string): { id: string; bytes: Buffer } {
  const colon = part.indexOf(':');
  return { id: part.slice(0, colon), bytes: Buffer.from(part.slice(colon + 1), 'base64') };
}

/** "idp.internal:8443, 10.0.0.7": hosts, with a port or for all ports. */
const hostList = z.string().transform((text) =>
  text.split(',').flatMap((part) => part.trim().toLowerCase() || []),
);

/** "10.0.0.2, 127.0.0.1:5353": addresses of name servers, with a port unless it is 53. */
const dnsServers = hostList.refine((servers) => servers.every(isServerAddress), 'must be a list of IP addresses such as 10.0.0.2:53');

function isServerAddress(text: string): boolean {
  const [, bracketed, plain, port = '53'] = /^(?:\[([^\]]+)\]|([\d.]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  return isIP(bracketed ?? plain ?? text) !== 0 && Number(port) <= 65_535;
}

const envSchema = z.object({
  NODE_ENV: optional(z.enum(['development', 'production', 'test'])),
  PORT: optional(whole(0, 65535)).transform((value) => value ?? 3000),
  HOST: optional(z.string()).transform((value) => value ?? '127.0.0.1'),
  ROLLCALL_URL: optional(publicUrl),
  ROLLCALL_DATA_DIR: optional(z.string()).transform((value) => absolute(value ?? '.rollcall')),
  ROLLCALL_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  ROLLCALL_SECRET_KEYS: optional(secretKeys),
  ROLLCALL_OUTBOUND_ALLOW: optional(hostList).transform((value) => value ?? []),
  ROLLCALL_DNS_SERVERS: optional(dnsServers).transform((value) => value ?? []),
  ROLLCALL_TRUSTED_PROXIES: optional(whole(0, 10)).transform((value) => value ?? 0),
  DATABASE_URL: optional(postgresUrl),
  DATABASE_POOL_SIZE: optional(whole(2, 200)).transform((value) => value ?? 10),
  DATABASE_PREPARED_STATEMENTS: optional(z.enum(['on', 'off'], 'must be on or off')).transform((value) => value ?? 'on'),
  ROLLCALL_SCIM_RATE: optional(whole(0, 100_000)).transform((value) => value ?? 200),
  ROLLCALL_SCIM_BURST: optional(whole(1, 1_000_000)).transform((value) => value ?? 2_000),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')),
  MAIL_FROM: optional(z.string()).transform((value) => value ?? 'Rollcall <no-reply@localhost>'),
});

export type Env = z.output<typeof envSchema>;

export class EnvironmentError extends OperatorError {
  override name = 'EnvironmentError';
}

function absolute(path: string): string {
  return isAbsolute(path) ? path : resolve(/* turbopackIgnore: true */ process.cwd(), path);
}

/**
 * Reads every variable Rollcall knows from `source`.
 * @throws EnvironmentError with one sentence that names each bad variable and how to mend it.
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const result = envSchema.safeParse(source);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new EnvironmentError(`The environment is not usable: ${faults.join('; ')}. Mend it and start again.`);
}

let parsed: Env | undefined;

/** The environment of this process, parsed once. */
export function env(): Env {
  return (parsed ??= parseEnv(process.env));
}

/** The address people and IdPs use, without a trailing slash; absolute URLs are built from it, never from Host. */
export function publicOrigin(): string {
  const { ROLLCALL_URL, HOST, PORT } = env();
  return ROLLCALL_URL ?? `http://${reachableHost(HOST)}:${PORT}`;
}

/** "All addresses of this machine" is where to listen, not where to go. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
