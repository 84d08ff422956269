import { prisma } from '@/lib/db/prisma';

/** How a tenant's people come in and what is logged about it. */
export interface IdentitySettings {
  tenantId: string;
  scimEnabled: boolean;
  /** Reads are recorded as well as changes. */
  logSuccessfulReads: boolean;
  eventRetentionDays: number;
  /** How long after its start a session ends, whatever happens. */
  sessionLifetimeMinutes: number;
  /** How long after its last request a session ends; null when only its lifetime counts. */
  sessionIdleMinutes: number | null;
  /** Raised by every change of the tenant's schema extensions; 0 while there has been none. */
  schemaRevision: number;
  /** Raised by every save; a save names the revision it started from. */
  revision: number;
  updatedAt: Date;
  updatedByName: string | null;
}

/** @throws when the tenant does not exist: whoever asks has a session or credential of it. */
export function getIdentitySettings(tenantId: string): Promise<IdentitySettings> {
  return prisma().identitySettings.findUniqueOrThrow({ where: { tenantId } });
}
