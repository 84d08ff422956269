import { describe, expect, it } from 'vitest';
import { readJson } from './read-json';

const post = (body: string) => new Request('http://localhost/', { method: 'POST', body });

describe('the body of a question', () => {
  it.each([['{"a":["é"]}', { a: ['é'] }], ['7', 7], ['', null], ['{', null]])('%j is read as JSON', async (body, json) => {
    expect(await readJson(post(body))).toEqual(json);
  });

  it('is given up when it is longer than any that is asked, before all of it has come', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new TextEncoder().encode(' '.repeat(1024 * 1024)));
      },
    });
    const request = new Request('http://localhost/', { method: 'POST', body: endless, duplex: 'half' } as RequestInit);
    expect(await readJson(request)).toBeNull();
    expect(sent).toBeLessThan(10);
  });

  it('is null where there is none', async () => {
    expect(await readJson(new Request('http://localhost/'))).toBeNull();
  });
});
