import { describe, expect, it } from 'vitest';
import { readBody } from '@/lib/scim-http/read-body';

describe('readBody', () => {
  it('takes a client that goes away in the middle for a fault of the client', async () => {
    async function* brokenOff() {
      yield Buffer.from('{"userName":');
      await Promise.reject(new Error('aborted'));
    }
    const request = { method: 'POST', path: '/Users', query: '', headers: {}, clientAddress: '' };
    await expect(readBody({ ...request, body: brokenOff() })).rejects.toMatchObject({
      status: 400,
      scimType: 'invalidSyntax',
    });
  });
});
