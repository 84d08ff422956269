import { parseArgs } from 'node:util';
import { clientOf, withToken } from '@/conformance/support/client';
import type { Send } from '@/conformance/support/client';
import { clearTenant, populationOf } from '@/conformance/support/clear-tenant';
import { replay } from '@/conformance/support/replay';
import { readTranscripts } from '@/conformance/support/transcript';
import type { Transcript } from '@/conformance/support/transcript';

const USAGE = `npm run conformance -- --url <SCIM base URL> --token <token>
  [--strict-token <token>] [--ietf-token <token>] [--only <text>]

Replays every transcript and clause against a running server, in a tenant that has no users, no groups and no
roles of its own.
  --token         a credential in compatible mode
  --strict-token  a credential of the same tenant in strict mode
  --ietf-token    one that reads roles as the IETF's draft has them
                  What needs a token that is not given counts as failed.
  --only          only what has this text in its title`;

interface Tally {
  passed: number;
  failed: number;
}

async function main(): Promise<void> {
  const { url, token, only, ...others } = options();
  const send = clientOf(url.replace(/\/+$/, ''));
  const tenant = withToken(send, token);
  const population = await populationOf(tenant);
  if (population > 0) {
    fail(`The tenant has ${population} users and groups. The replay deletes what it finds: use an empty tenant.`);
  }
  const tally: Tally = { passed: 0, failed: 0 };
  for (const transcript of readTranscripts()) {
    if (!transcript.title.includes(only)) continue;
    const option = tokenOption(transcript);
    const sender = option === 'token' ? token : others[option];
    if (sender === undefined) reportUnsendable(transcript, option, tally);
    else await replayTranscript(transcript, withToken(send, sender), tally);
    await clearTenant(tenant);
  }
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        url: { type: 'string' },
        token: { type: 'string' },
        'strict-token': { type: 'string' },
        'ietf-token': { type: 'string' },
        only: { type: 'string', default: '' },
      },
    });
    const { url, token } = values;
    if (url !== undefined && token !== undefined && URL.canParse(url)) return { ...values, url, token };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
  return fail(USAGE);
}

function fail(text: string): never {
  console.error(text);
  process.exit(1);
}

async function replayTranscript({ title, exchanges }: Transcript, send: Send, tally: Tally): Promise<void> {
  console.log(`\n${title}`);
  const variables = new Map<string, string>();
  for (const exchange of exchanges) {
    const differences = await replay(send, exchange, variables).catch((error: unknown) => [String(error)]);
    tally[differences.length === 0 ? 'passed' : 'failed'] += 1;
    console.log(`  ${differences.length === 0 ? '✓' : '✗'} ${exchange.title}`);
    for (const difference of differences) console.log(`      ${difference}`);
  }
}

/** The option that brings a token of the kind that a transcript is for. */
function tokenOption({ credential }: Transcript): 'token' | 'strict-token' | 'ietf-token' {
  if (credential.rolesProfile === 'IETF') return 'ietf-token';
  return credential.mode === 'STRICT' ? 'strict-token' : 'token';
}

function reportUnsendable({ title, exchanges }: Transcript, option: string, tally: Tally): void {
  console.log(`\n${title}\n  ✗ ${exchanges.length} requests need --${option}`);
  tally.failed += exchanges.length;
}

try {
  await main();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
