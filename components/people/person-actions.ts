import type { ActionResult } from '@/lib/shared/action-result';

/** Answers how many sessions ended. */
export type EndSessionAction = (memberId: string, sessionId: string) => Promise<ActionResult<number>>;

/** Answers how many sessions ended. */
export type EndAllSessionsAction = (memberId: string) => Promise<ActionResult<number>>;

export type ForgetIdentityAction = (memberId: string) => Promise<ActionResult>;
