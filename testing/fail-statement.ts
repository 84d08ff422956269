import pg from 'pg';

/**
 * Runs `work` while the first statement that matches is not sent but fails, as if the process ended there: what its
 * transaction did before is undone.
 */
export async function failStatement(matching: RegExp, work: () => Promise<unknown>): Promise<void> {
  const { query } = pg.Client.prototype;
  let hasFailed = false;
  pg.Client.prototype.query = function failing(this: pg.Client, ...parameters: unknown[]) {
    const [config] = parameters as [string | { text?: string }];
    const text = typeof config === 'string' ? config : (config.text ?? '');
    if (hasFailed || !matching.test(text)) return Reflect.apply(query, this, parameters) as never;
    hasFailed = true;
    return Promise.reject(new Error('The process ended here.')) as never;
  } as unknown as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
}
