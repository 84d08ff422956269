import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curlCommand } from './curl-command';

describe('curlCommand', () => {
  it('names the token by a variable and sends the body as it was', () => {
    expect(curlCommand('POST', 'https://app.example.com/scim/v2/acme/Users', '{"userName":"ana"}')).toBe(
      [
        `curl -X POST 'https://app.example.com/scim/v2/acme/Users'`,
        `-H "Authorization: Bearer $TOKEN"`,
        `-H 'Content-Type: application/scim+json'`,
        `--data-raw '{"userName":"ana"}'`,
      ].join(' \\\n  '),
    );
  });

  it('hands the shell nothing it would act on', () => {
    const bodies = fc.string({ unit: fc.constantFrom("'", '"', '$', '`', '\\', '!', '\n', ' ', ';', 'a') });
    fc.assert(
      fc.property(bodies, (body) => {
        const script = curlCommand('PUT', 'https://x.example', body).replace(/^curl/, `printf '%s\\n'`);
        const words = execFileSync('sh', ['-c', script], {
          encoding: 'utf8',
          env: { ...process.env, TOKEN: 't' },
        });
        expect(words).toBe(
          [
            '-X',
            'PUT',
            'https://x.example',
            '-H',
            'Authorization: Bearer t',
            '-H',
            'Content-Type: application/scim+json',
            '--data-raw',
            body,
            '',
          ].join('\n'),
        );
      }),
      { numRuns: 30 },
    );
  });
});
