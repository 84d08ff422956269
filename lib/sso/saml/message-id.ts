import { randomBytes } from 'node:crypto';

/** An ID that cannot be guessed. It begins with an underscore because an XML name may not begin with a digit. */
export function messageId(): string {
  return `_${randomBytes(20).toString('hex')}`;
}
