import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as roleWork from '@/lib/provisioning/roles/role-work';
import type { WorkState } from '@/lib/provisioning/roles/role-work';
import { startRoleWorker, wakeRoleWorker } from '@/lib/provisioning/roles/role-worker';

vi.mock('@/lib/provisioning/roles/role-work');

/** What there is to do, by tenant, in steps; a step that is a text fails with it. */
let steps: Map<string, (WorkState | string)[]>;
let taken: string[];
let stop: () => Promise<void>;
let reported: string[];

beforeEach(() => {
  vi.useFakeTimers();
  steps = new Map();
  taken = [];
  reported = [];
  vi.spyOn(console, 'error').mockImplementation((text: string) => void reported.push(text));
  vi.mocked(roleWork.tenantsWithRoleWork).mockImplementation(async () =>
    [...steps].filter(([, left]) => left.length > 0).map(([tenantId]) => tenantId),
  );
  vi.mocked(roleWork.workOnRoles).mockImplementation(async (tenantId) => {
    taken.push(tenantId);
    const step = steps.get(tenantId)?.shift() ?? 'none';
    if (step === 'more' || step === 'none' || step === 'elsewhere') return step;
    throw new Error(step);
  });
});

afterEach(async () => {
  await stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the worker', () => {
  it('does what it finds when it starts, one step for each tenant in turn', async () => {
    steps.set('large', ['more', 'more', 'more', 'none']);
    steps.set('small', ['more', 'none']);
    stop = startRoleWorker();
    await vi.advanceTimersByTimeAsync(0);
    expect(taken).toEqual(['large', 'small', 'large', 'small', 'large', 'large']);
  });

  it('looks again when it is woken, and by itself after some seconds', async () => {
    stop = startRoleWorker();
    await vi.advanceTimersByTimeAsync(0);
    steps.set('acme', ['none']);
    wakeRoleWorker();
    await vi.advanceTimersByTimeAsync(0);
    expect(taken).toEqual(['acme']);
    steps.set('acme', ['none']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(taken).toEqual(['acme', 'acme']);
  });

  it('lets a tenant be that fails, longer each time, reports it once, and goes on with the others', async () => {
    steps.set('bad', ['broken', 'broken', 'broken', 'none']);
    steps.set('good', ['more', 'more', 'none']);
    stop = startRoleWorker();
    await vi.advanceTimersByTimeAsync(0);
    expect(taken).toEqual(['bad', 'good', 'good', 'good']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(taken.slice(4)).toEqual(['bad', 'bad', 'bad']);
    expect(reported).toEqual(['Roles could not be derived in the background for bad: broken']);
  });

  it('survives a database that is away', async () => {
    vi.mocked(roleWork.tenantsWithRoleWork).mockRejectedValueOnce(new Error('away'));
    steps.set('acme', ['none']);
    stop = startRoleWorker();
    await vi.advanceTimersByTimeAsync(0);
    expect(taken).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(taken).toEqual(['acme']);
    expect(reported).toEqual(['Roles could not be derived in the background: away']);
  });

  it('leaves to another process what that is at', async () => {
    steps.set('acme', ['elsewhere', 'none']);
    stop = startRoleWorker();
    await vi.advanceTimersByTimeAsync(0);
    expect(taken).toEqual(['acme']);
  });

  it('stops after the step under way', async () => {
    steps.set('acme', ['more', 'more', 'more']);
    stop = startRoleWorker();
    await stop();
    expect(taken.length).toBeLessThan(2);
    wakeRoleWorker();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(taken.length).toBeLessThan(2);
  });
});
