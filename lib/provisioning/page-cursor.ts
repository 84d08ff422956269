import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ScimError } from '@/lib/scim/error';
import { cursorTimeout } from '@/lib/scim/list';
import { appSecret } from '@/lib/shared/app-secret';

/** The last resource of a page: where the next one goes on. */
export interface CursorPosition {
  /** The sort key as PostgreSQL writes it; null where the resource has no value to sort by. */
  key: string | null;
  id: string;
}

/** What a cursor was issued for; it opens for nothing else. */
export interface CursorScope {
  tenantId: string;
  /** Everything that the order and the selection of the resources depend on. */
  query: readonly unknown[];
  count: number;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Content = [expires: number, count: number, key: string | null, id: string];

/** A cursor in the characters that a URL holds unescaped (RFC 9865 §2.1). */
export function sealCursor(scope: CursorScope, { key, id }: CursorPosition, now: Date): string {
  const content: Content = [now.getTime() + cursorTimeout * 1000, scope.count, key, id];
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, cursorKey(), nonce).setAAD(binding(scope));
  const sealed = [nonce, cipher.update(JSON.stringify(content)), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString('base64url');
}

/**
 * @throws ScimError invalidCursor for one that was not issued for this tenant and query, the same whether it is
 *   forged or another tenant's; expiredCursor; invalidCount when the page size has changed
 */
export function openCursor(scope: CursorScope, cursor: string, now: Date): CursorPosition {
  const [expires, count, key, id] = unseal(scope, cursor);
  if (expires < now.getTime()) throw ScimError.expiredCursor();
  if (count !== scope.count) {
    throw ScimError.invalidCount(`The cursor is for pages of ${count}; send the same count with it`);
  }
  return { key, id };
}

function unseal(scope: CursorScope, cursor: string): Content {
  try {
    const sealed = Buffer.from(cursor, 'base64url');
    const decipher = createDecipheriv(CIPHER, cursorKey(), sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(binding(scope))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    const content = [decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
    return JSON.parse(Buffer.concat(content).toString('utf8')) as Content;
  } catch {
    throw ScimError.invalidCursor();
  }
}

/** The count is left out, so that a changed one can be told from a forged cursor. */
function binding({ tenantId, query }: CursorScope): Buffer {
  return Buffer.from(JSON.stringify([tenantId, ...query]));
}

/** Of its own, so that nothing else that the secret signs can be taken for a cursor. */
function cursorKey(): Buffer {
  return Buffer.from(hkdfSync('sha256', appSecret(), '', 'rollcall scim cursor', 32));
}
