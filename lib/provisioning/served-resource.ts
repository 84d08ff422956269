/** A resource as an operation answers it, serialised already: nothing after it needs its attributes. */
export interface ServedResource {
  id: string;
  version: number;
  /** What people call it, such as "Ana Ruiz". */
  title: string;
  /** The projected resource as JSON text. */
  json: string;
}
