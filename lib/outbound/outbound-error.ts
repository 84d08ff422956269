export type OutboundReason = 'blocked' | 'too-large' | 'redirect' | 'timeout' | 'unreachable';

/**
 * A request of this server that was refused or failed. The message is for admins: plain words, one or two
 * sentences.
 */
export class OutboundError extends Error {
  override name = 'OutboundError';
  readonly reason: OutboundReason;

  constructor(reason: OutboundReason, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.reason = reason;
  }
}
