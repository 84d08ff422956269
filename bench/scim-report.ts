import { markdownTable } from '@/bench/markdown-table';
import type { ScimCase } from '@/bench/scim-cases';
import { median, quantile } from '@/bench/statistics';

/** How much dearer than in a group of the smallest size a change may be in one of the largest. */
const FLAT = 1.5;

/** One round of one side. CPU times are microseconds for one operation. */
export interface Reading {
  perSecond: number;
  /** Milliseconds. */
  latencies: number[];
  nodeCpu: number;
  databaseCpu: number;
}

export interface CaseReadings {
  scimCase: ScimCase;
  server: Reading[];
  raw: Reading[];
}

const headings = [
  'Work', 'ops/s', 'p50 / p95 / p99', 'CPU server + database', 'raw: ops/s', 'p50 / p95 / p99',
  'CPU program + database', 'ops/s compared', 'CPU compared', 'goal',
];

/** The table of a run, and a sentence for every goal that it missed. */
export function scimReport(readings: readonly CaseReadings[], rounds: number): { text: string; missed: string[] } {
  const rows = readings.map((reading) => {
    const { scimCase } = reading;
    return [
      scimCase.name,
      ...cellsOf(reading.server),
      ...cellsOf(reading.raw),
      speedRatio(reading).toFixed(2),
      cpuRatio(reading).toFixed(2),
      scimCase.goal === null ? '' : `${scimCase.goal}`,
    ];
  });
  const flatness = flatnessOf(readings);
  const text = [
    markdownTable(headings, rows),
    '',
    ...flatness.map(({ sentence }) => sentence),
    `Medians of ${rounds} rounds; CPU in microseconds for one operation, latencies in milliseconds.`,
  ].join('\n');
  const missed = readings
    .filter((reading) => reading.scimCase.goal !== null && speedRatio(reading) < reading.scimCase.goal)
    .map(({ scimCase }) => `${scimCase.name} is slower than ${scimCase.goal} of bare pg.`);
  return { text, missed: [...missed, ...flatness.filter(({ ratio }) => ratio > FLAT).map(({ sentence }) => sentence)] };
}

function cellsOf(rounds: readonly Reading[]): string[] {
  const latencies = rounds.flatMap((round) => round.latencies);
  const shares = [0.5, 0.95, 0.99].map((share) => quantile(latencies, share).toFixed(1));
  return [
    median(rounds.map(({ perSecond }) => perSecond)).toFixed(0),
    shares.join(' / '),
    `${median(rounds.map(({ nodeCpu }) => nodeCpu)).toFixed(0)} + ${median(rounds.map(({ databaseCpu }) => databaseCpu)).toFixed(0)}`,
  ];
}

/** Rounds are compared one by one, because neighbours in time met the same machine. */
function speedRatio({ server, raw }: CaseReadings): number {
  return median(server.map(({ perSecond }, round) => perSecond / (raw[round]?.perSecond ?? NaN)));
}

function cpuRatio({ server, raw }: CaseReadings): number {
  const cost = (reading: Reading | undefined) => (reading ? reading.nodeCpu + reading.databaseCpu : NaN);
  return median(server.map((reading, round) => cost(raw[round]) / cost(reading)));
}

/** What adding to the largest groups costs, compared with the smallest. */
function flatnessOf(readings: readonly CaseReadings[]): { sentence: string; ratio: number }[] {
  const joins = readings.flatMap(({ scimCase: { work }, server }) => (work.kind === 'join' ? [{ ...work, server }] : []));
  const counts = [...new Set(joins.map(({ count }) => count))];
  return counts.map((count) => {
    const ofCount = joins.filter((join) => join.count === count);
    const [smallest, largest] = [ofCount[0], ofCount.at(-1)];
    const ratio = median(
      (largest?.server ?? []).map((reading, round) => costOf(reading) / costOf(smallest?.server[round])),
    );
    const sentence = `Adding ${count} to a group of ${largest?.size} costs ${ratio.toFixed(2)} times what it costs in one of ${smallest?.size}.`;
    return { sentence, ratio };
  });
}

function costOf(reading: Reading | undefined): number {
  return reading ? reading.nodeCpu + reading.databaseCpu : NaN;
}
