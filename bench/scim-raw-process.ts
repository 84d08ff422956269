import pg from 'pg';
import { CLIENTS, doMany } from '@/bench/clients';
import type { CaseWork } from '@/bench/scim-cases';
import { doRaw } from '@/bench/scim-raw';
import type { RawBasis } from '@/bench/scim-raw';

/** First what to know, then one question for each round; the answer to each is the latencies in milliseconds. */
export type RawQuestion =
  | { ask: 'begin'; url: string; basis: RawBasis }
  | { ask: 'round'; work: CaseWork; from: number; count: number };

/** The hand-written side: a process that does the same work on a pg pool and nothing else. */
let pool: pg.Pool | undefined;
let basis: RawBasis = { people: [], hash: '' };

async function answer(question: RawQuestion): Promise<number[]> {
  if (question.ask === 'begin') {
    pool = new pg.Pool({ connectionString: question.url, max: CLIENTS });
    basis = question.basis;
    return [];
  }
  const { work, from, count } = question;
  const opened = pool;
  if (!opened) throw new Error('The process was not told where the database is.');
  return doMany(from, count, (n) => doRaw(opened, basis, work, n));
}

process.on('message', (question: RawQuestion) => {
  answer(question).then(
    (latencies) => process.send?.({ latencies }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once('disconnect', () => void pool?.end());
