/**
 * One value for the whole process. The server bundle and each of Next's module graphs hold a copy of every
 * module, so a module-level variable would give each copy a pool of its own; a registered symbol does not.
 */
export function processWide<T>(name: string, create: () => T): T {
  const key = Symbol.for(`rollcall.${name}`);
  const holder = globalThis as unknown as Record<symbol, T | undefined>;
  return (holder[key] ??= create());
}
