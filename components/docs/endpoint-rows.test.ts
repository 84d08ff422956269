import { describe, expect, it } from 'vitest';
import { servedMethods } from '@/lib/scim-http/served-methods';
import { endpointRows } from './endpoint-rows';

const rows = endpointRows(servedMethods()).map(
  ({ methods, path, status }) => `${methods.join()} ${path} ${status}`,
);

describe('the endpoints of the reference', () => {
  it('are those that requests are routed to, each method with its own answer', () => {
    expect(rows).toEqual(
      expect.arrayContaining([
        'POST /Users 201',
        'PATCH /Users/{id} 200',
        'PATCH /Groups/{id} 204',
        'DELETE /Groups/{id} 204',
        'POST /Groups/.search 200',
        'GET / 200',
        'POST /Bulk 200',
        'GET /Schemas/{id} 200',
      ]),
    );
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('end with what is not offered, one row for each path', () => {
    expect(rows.slice(-2)).toEqual([
      'GET,POST,PUT,PATCH,DELETE /Me 501',
      'GET,POST,PUT,PATCH,DELETE /Me/{id} 501',
    ]);
    expect(rows.slice(0, -2).join()).not.toContain('501');
  });
});
