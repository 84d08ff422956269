import pg from 'pg';
import { getPool } from '@/lib/db/pool';

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

/**
 * Runs `work` and lists the nodes of the plans of its statements, with what each really read: every statement
 * is explained just before it is sent, and what that did is undone. For work without transactions.
 */
export async function explainStatements(work: () => Promise<unknown>): Promise<PlanNode[]> {
  const nodes: PlanNode[] = [];
  const { query } = pg.Client.prototype;
  let isExplaining = false;
  pg.Client.prototype.query = async function explained(this: pg.Client, ...parameters: never[]) {
    if (!isExplaining) {
      isExplaining = true;
      nodes.push(...(await explain(sentStatement(parameters))));
      isExplaining = false;
    }
    return Reflect.apply(query, this, parameters) as never;
  } as unknown as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return nodes;
}

async function explain({ text, values }: SentStatement): Promise<PlanNode[]> {
  const client = await getPool().connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (analyze, format json) ${text}`,
      values,
    );
    return rows.flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan));
  } finally {
    await client.query('rollback');
    client.release();
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
