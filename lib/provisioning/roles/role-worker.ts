import { setTimeout as delay } from 'node:timers/promises';
import { tenantsWithRoleWork, workOnRoles } from '@/lib/provisioning/roles/role-work';
import { processWide } from '@/lib/shared/process-wide';

/** How often it looks for work that other processes left, or that a process left when it ended. */
const LOOK_EVERY_MS = 3_000;

/** After a fault a tenant is let be, for longer each time. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** While another process is at a tenant's work. */
const ELSEWHERE_PAUSE_MS = 20;

interface Fault {
  message: string;
  pauseMs: number;
  until: number;
}

/**
 * Gives people their roles in the background: one short step for each tenant in turn, so that a large one holds up
 * no small one. Any number of processes may do so at once; what one of them has begun, the others pass by.
 */
class RoleWorker {
  readonly #timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
  readonly #faults = new Map<string, Fault>();
  #running: Promise<void> | null = null;
  #isAskedAgain = false;
  #isStopped = false;

  wake(): void {
    if (this.#isStopped) return;
    this.#isAskedAgain = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#isAskedAgain) this.wake();
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#isAskedAgain && !this.#isStopped) {
      this.#isAskedAgain = false;
      const tenantIds = (await this.#attempt('', tenantsWithRoleWork)) ?? [];
      for (const tenantId of tenantIds) {
        if (this.#isStopped) return;
        const state = await this.#attempt(tenantId, () => workOnRoles(tenantId));
        if (state === 'more') this.#isAskedAgain = true;
      }
    }
  }

  /** Undefined after a fault, and while one is being waited out. A fault is reported once, until it is another. */
  async #attempt<T>(tenantId: string, work: () => Promise<T>): Promise<T | undefined> {
    const fault = this.#faults.get(tenantId);
    if (fault && fault.until > Date.now()) return undefined;
    try {
      const result = await work();
      this.#faults.delete(tenantId);
      return result;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (fault?.message !== message) {
        console.error(`Roles could not be derived in the background${tenantId && ` for ${tenantId}`}: ${message}`);
      }
      const pauseMs = fault ? Math.min(2 * fault.pauseMs, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
      this.#faults.set(tenantId, { message, pauseMs, until: Date.now() + pauseMs });
      return undefined;
    }
  }
}

const holder = processWide<{ worker: RoleWorker | null }>('role-worker', () => ({ worker: null }));

/**
 * Has the background work on roles looked for at once, by this process. Call it after the transaction that left
 * some. A process without a worker leaves it to those that have one.
 */
export function wakeRoleWorker(): void {
  holder.worker?.wake();
}

/**
 * Begins to look for background work on roles, at once and from time to time.
 * @returns what ends it, once the step under way is done
 */
export function startRoleWorker(): () => Promise<void> {
  const worker = new RoleWorker();
  holder.worker = worker;
  worker.wake();
  return async () => {
    holder.worker = null;
    await worker.stop();
  };
}

/** Does all the background work on roles that there is, for one tenant or for all. Whatever fails is thrown. */
export async function runRoleWork(onlyTenantId?: string): Promise<void> {
  for (;;) {
    const tenantIds = (await tenantsWithRoleWork()).filter((id) => onlyTenantId === undefined || id === onlyTenantId);
    if (tenantIds.length === 0) return;
    for (const tenantId of tenantIds) {
      if ((await workOnRoles(tenantId)) === 'elsewhere') await delay(ELSEWHERE_PAUSE_MS);
    }
  }
}
