import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const json = z.json();

/** One request of an identity provider, what it must get, and what must be so afterwards. */
const exchangeSchema = z.strictObject({
  title: z.string(),
  request: z.strictObject({
    method: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.string()).default({}),
    headers: z.record(z.string(), z.string()).default({}),
    body: json.optional(),
  }),
  response: z.strictObject({
    status: z.number(),
    /** By name; the header must begin with the text. */
    headers: z.record(z.string(), z.string()).default({}),
    /** What the body must contain; it may contain more. */
    body: json.optional(),
    /** Paths, their keys joined by "/", at which there must be nothing. */
    absent: z.array(z.string()).default([]),
  }),
  /** Values of the answer that later exchanges name as ${name}. */
  capture: z.record(z.string(), z.string()).default({}),
  /** The member the person has become: by email when it is given, else the one of the exchange before. */
  member: z
    .strictObject({
      email: z.string().optional(),
      status: z.enum(['ACTIVE', 'DEPROVISIONED']).optional(),
      roles: z.array(z.string()).optional(),
      /** How many members the tenant has by now, its owner included. */
      count: z.number().optional(),
    })
    .optional(),
  /** The sentence of the newest event. */
  event: z.string().optional(),
});

const transcriptSchema = z.strictObject({
  title: z.string(),
  /** Where it is documented that the provider does so. */
  source: z.string(),
  credential: z.strictObject({
    provider: z.enum(['OKTA', 'ENTRA', 'JUMPCLOUD', 'OTHER']),
    label: z.string(),
    mode: z.enum(['COMPATIBLE', 'STRICT']),
    rolesProfile: z.enum(['OKTA', 'IETF']).default('OKTA'),
  }),
  exchanges: z.array(exchangeSchema),
});

export type Exchange = z.output<typeof exchangeSchema>;
export type Transcript = z.output<typeof transcriptSchema>;

/** What identity providers send, what the RFCs' clauses say, and golden vectors. */
const folders = ['transcripts', 'clauses', 'vectors'];

/** Every data file of exchanges. Each is for a tenant of its own. */
export function readTranscripts(): Transcript[] {
  return folders.flatMap((folder) => {
    const directory = join(import.meta.dirname, '..', folder);
    const names = readdirSync(directory).filter((name) => name.endsWith('.json'));
    return names.sort().map((name) => readTranscript(join(directory, name)));
  });
}

function readTranscript(file: string): Transcript {
  return transcriptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** `value` with every ${name} in its texts replaced. */
export function withVariables<T>(value: T, variables: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value ?? null);
  const filled = text.replace(/\$\{(\w+)\}/g, (whole, name: string) => insertable(variables.get(name) ?? whole));
  return value === undefined ? value : (JSON.parse(filled) as T);
}

/** A text as it stands inside a JSON string: a version such as W/"1" has quotes of its own. */
function insertable(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
