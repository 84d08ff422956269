import { expect, it } from 'vitest';
import { clientOf } from '@/lib/sign-in/client-address';

it('takes the address the server wrote last, and bounds what the browser calls itself', () => {
  const headers = new Headers({ 'x-forwarded-for': '6.6.6.6, 1.2.3.4', 'user-agent': 'x'.repeat(1000) });
  expect(clientOf(headers)).toEqual({ address: '1.2.3.4', userAgent: 'x'.repeat(300) });
  expect(clientOf(new Headers())).toEqual({ address: 'unknown', userAgent: null });
});
