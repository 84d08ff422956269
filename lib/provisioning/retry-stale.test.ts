import { describe, expect, it } from 'vitest';
import { retryStale, StaleReadError } from '@/lib/provisioning/retry-stale';

describe('work that meets other work', () => {
  it('is done again until it gets through', async () => {
    const attempt = (count: number) => (count < 5 ? Promise.reject(new StaleReadError()) : Promise.resolve(count));
    expect(await retryStale(attempt)).toBe(5);
  });

  it('is not done again for any other fault', async () => {
    let attempts = 0;
    const fault = retryStale(() => Promise.reject(new Error(`attempt ${(attempts += 1)}`)));
    await expect(fault).rejects.toThrow('attempt 1');
  });

  it('that never gets through ends in an answer that invites to send it again', async () => {
    await expect(retryStale(() => Promise.reject(new StaleReadError()))).rejects.toMatchObject({ status: 503 });
  });
});
