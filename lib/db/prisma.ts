import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/lib/db/generated/prisma/client';
import { getPool } from '@/lib/db/pool';
import { processWide } from '@/lib/shared/process-wide';

const holder = processWide<{ client: PrismaClient | null }>('prisma', () => ({ client: null }));

/** Typed access for pages and settings. The embedded database serves one transaction at a time, hence the waits. */
export function prisma(): PrismaClient {
  return (holder.client ??= new PrismaClient({
    adapter: new PrismaPg(getPool()),
    transactionOptions: { maxWait: 30_000, timeout: 30_000 },
  }));
}

/** Must run before the pool it stands on is closed. */
export async function disconnectPrisma(): Promise<void> {
  const client = holder.client;
  holder.client = null;
  await client?.$disconnect();
}
