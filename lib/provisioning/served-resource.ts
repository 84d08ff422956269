/** A resource as an operation answers it, serialised already: nothing after it needs its attributes. */
export interface ServedResource {
  id: string;
  version: number;
  /** What people call it, such as "Ana Ruiz". */
  title: string;
  /** The projected resource as JSON text. */
  json: string;
  /** The same without what the activity log has no use for, such as the members of a group. */
  logged?: () => string;
}

/** A resource after a change, of which no more than the version is known when no answer was asked for. */
export type ChangedResource = Pick<ServedResource, 'version'> & Partial<ServedResource>;
