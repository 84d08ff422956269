import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import type pg from 'pg';
import { processWide } from '@/lib/shared/process-wide';

type EngineModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg') & {
  __wbg_set_wasm: (exports: WebAssembly.Exports) => void;
};

/**
 * Prisma's schema engine compiled to WebAssembly, speaking through `pool`. Closed networks cannot download the
 * native engine. The engine keeps its advisory lock until its connection closes, so `pool` must be its own and
 * be ended afterwards.
 */
export async function loadSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  const runtime = await processWide('schema-engine', instantiate);
  const factory = bindMigrationAwareSqlAdapterFactory(new WholeScriptPg(pool));
  return runtime.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
}

/**
 * The adapter tears scripts apart at every semicolon, even in quotes, and runs the parts one by one, so that one
 * which fails leaves the first half of itself behind. Sent whole, a script is one transaction.
 */
class WholeScriptPg extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    };
    return adapter;
  }
}

/** The engine's glue code holds one instance in a module variable, so a process instantiates it once. */
async function instantiate(): Promise<EngineModule> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: reportPanic } });
  const runtime = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as EngineModule;
  const binary = await readFile(enginePath());
  const { instance } = await WebAssembly.instantiate(binary, {
    './schema_engine_bg.js': runtime as unknown as WebAssembly.ModuleImports,
  });
  runtime.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return runtime;
}

/** A bundler would replace a resolved module by a number of its own; every entry point runs in the project's folder. */
function enginePath(): string {
  const packages = resolve(/* turbopackIgnore: true */ process.cwd(), 'node_modules');
  return join(packages, '@prisma', 'schema-engine-wasm', 'schema_engine_bg.wasm');
}

/** The engine looks this up by a global name when it fails inside. */
function reportPanic(message: string): void {
  console.error(`schema engine: ${message}`);
}
