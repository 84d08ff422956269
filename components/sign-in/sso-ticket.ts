import type { RefusalText } from './refusal';

/** Somebody whom an identity provider has vouched for, about to be signed in. */
export interface SsoTicket {
  tenantId: string;
  memberId: string;
  tenantName: string;
  email: string;
  /** The sign-in did not begin here, so nobody is signed in before they were asked. */
  ask: boolean;
  /** What to say if it is not redeemed. */
  otherwise: RefusalText;
}
