import type { ScimDocument } from '@/lib/scim/resource';

/**
 * The record after a change of its document. Clocks of several servers differ; lastModified never goes back.
 */
export function nextRecord<T extends { version: number; lastModified: Date }>(
  record: T,
  document: ScimDocument,
  now: Date,
): T & { document: ScimDocument } {
  const lastModified = now > record.lastModified ? now : record.lastModified;
  return { ...record, document, version: record.version + 1, lastModified };
}
