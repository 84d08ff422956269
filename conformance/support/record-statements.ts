import pg from 'pg';

/** A statement as it was sent to the database. */
export interface SentStatement {
  text: string;
  values: unknown[];
}

/** Runs `work` and lists what this process sent to the database meanwhile, BEGIN and COMMIT included. */
export async function recordStatements(work: () => Promise<unknown>): Promise<SentStatement[]> {
  const statements: SentStatement[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function recorded(this: pg.Client, ...parameters: never[]) {
    statements.push(sentStatement(parameters));
    return Reflect.apply(query, this, parameters) as never;
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return statements;
}

function sentStatement(parameters: unknown[]): SentStatement {
  const [config, values] = parameters as [string | Partial<SentStatement>, unknown];
  const sent = typeof config === 'string' ? { text: config, values } : config;
  return { text: sent.text ?? '', values: Array.isArray(sent.values) ? sent.values : [] };
}

/** A node of a plan as EXPLAIN describes it. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

/** What has no plan, but begins and ends transactions and sets their limits. */
const UNPLANNED = /^\s*(?:begin|commit|rollback|set)\b/i;

/**
 * Runs `work` and lists the nodes of the plans of its statements, with what each really read: every statement
 * is explained just before it is sent, on the same connection, and what that did is undone.
 */
export async function explainStatements(work: () => Promise<unknown>): Promise<PlanNode[]> {
  const nodes: PlanNode[] = [];
  const { query } = pg.Client.prototype;
  const inTransaction = new WeakSet<pg.Client>();
  pg.Client.prototype.query = async function explained(this: pg.Client, ...parameters: never[]) {
    const statement = sentStatement(parameters);
    const send: Send = (text, values) => Reflect.apply(query, this, [text, values]) as ReturnType<Send>;
    if (!UNPLANNED.test(statement.text)) nodes.push(...(await explain(send, statement, inTransaction.has(this))));
    else if (/^\s*begin/i.test(statement.text)) inTransaction.add(this);
    else if (!/^\s*set/i.test(statement.text)) inTransaction.delete(this);
    return Reflect.apply(query, this, parameters) as never;
  } as unknown as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return nodes;
}

type Send = (text: string, values?: unknown[]) => Promise<pg.QueryResult<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>>;

async function explain(send: Send, { text, values }: SentStatement, isWithin: boolean): Promise<PlanNode[]> {
  await send(isWithin ? 'savepoint explained' : 'begin');
  try {
    const { rows } = await send(`explain (analyze, format json) ${text}`, values);
    return rows.flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan));
  } finally {
    await send(isWithin ? 'rollback to savepoint explained' : 'rollback');
  }
}

/** How many rows of a table the plan looked at, those it left out included. */
export function rowsRead(nodes: readonly PlanNode[], table: string): number {
  return nodes
    .filter((node) => node['Relation Name'] === table)
    .map(
      (node) =>
        (node['Actual Rows'] +
          (node['Rows Removed by Filter'] ?? 0) +
          (node['Rows Removed by Index Recheck'] ?? 0)) *
        node['Actual Loops'],
    )
    .reduce((sum, rows) => sum + rows, 0);
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
