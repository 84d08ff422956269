import { expect } from 'vitest';
import type { ClientResponse } from '@/conformance/support/client';
import { errorUrn } from '@/lib/scim/urns';

/** Expects the error message of RFC 7644 §3.12 with its status. */
export function expectError(response: ClientResponse, status: number, scimType?: string): void {
  expect(response.json).toMatchObject({
    schemas: [errorUrn],
    status: String(status),
    ...(scimType && { scimType }),
  });
  expect(typeof response.json?.detail).toBe('string');
  expect(response.status).toBe(status);
}
