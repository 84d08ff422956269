import { readdir, readFile } from 'node:fs/promises';

/** /proc counts in hundredths of a second on every Linux, whatever the kernel's own clock. */
const MICROSECONDS_PER_TICK = 10_000;

/** Places in /proc/<pid>/stat after the program's name (man 5 proc_pid_stat). */
const PARENT = 1;
const USER = 11;
const SYSTEM = 12;
const ENDED_USER = 13;
const ENDED_SYSTEM = 14;

async function statOf(pid: number | string): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  return text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}

function sum(stat: readonly number[], places: readonly number[]): number {
  return places.reduce((total, place) => total + (stat[place] ?? 0), 0) * MICROSECONDS_PER_TICK;
}

/** CPU time that a process has used since its start, all its threads together, in microseconds. */
export async function cpuTimeOf(pid: number): Promise<number> {
  return sum(await statOf(pid), [USER, SYSTEM]);
}

/** The same for a process and its children, those that have ended included. */
export async function cpuTimeOfFamily(pid: number): Promise<number> {
  const parent = sum(await statOf(pid), [USER, SYSTEM, ENDED_USER, ENDED_SYSTEM]);
  const others = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(others.map((name) => statOf(name).catch(() => [])));
  const children = stats.filter((stat) => stat[PARENT] === pid);
  return children.reduce((total, stat) => total + sum(stat, [USER, SYSTEM]), parent);
}

export async function parentOf(pid: number): Promise<number> {
  return (await statOf(pid))[PARENT] ?? 0;
}
