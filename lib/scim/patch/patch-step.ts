import type { JsonValue } from '../json';
import type { Leniency } from '../leniency';
import type { ScimDocument } from '../resource';
import type { PatchTarget } from './path';
import type { VisitLimit } from './visit-limit';

/** One operation at work: it changes the document in place, which is a copy of the stored one. */
export interface PatchStep {
  readonly document: ScimDocument;
  readonly target: PatchTarget;
  /** Null when the operation has none, or wants the target unassigned. */
  readonly value: JsonValue;
  readonly leniency: Leniency;
  readonly visits: VisitLimit;
}
