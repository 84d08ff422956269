import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { OperatorError } from '@/lib/shared/operator-error';

/** An empty value in a .env file or a compose file means "not set". */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const port = z.coerce.number().int().min(0).max(65535);

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://');

const publicUrl = z
  .url({ protocol: /^https?$/, message: 'must be an http(s) address such as https://app.example.com' })
  .transform((value) => value.replace(/\/+$/, ''));

const envSchema = z.object({
  NODE_ENV: optional(z.enum(['development', 'production', 'test'])),
  PORT: optional(port).transform((value) => value ?? 3000),
  HOST: optional(z.string()).transform((value) => value ?? '127.0.0.1'),
  ROLLCALL_URL: optional(publicUrl),
  ROLLCALL_DATA_DIR: optional(z.string()).transform((value) => absolute(value ?? '.rollcall')),
  ROLLCALL_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  ROLLCALL_TRUSTED_PROXIES: optional(z.coerce.number().int().min(0).max(10)).transform((value) => value ?? 0),
  DATABASE_URL: optional(postgresUrl),
  DATABASE_POOL_SIZE: optional(z.coerce.number().int().min(2).max(200)).transform((value) => value ?? 10),
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
  return ROLLCALL_URL ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;
}
