import { findAttribute } from '../schema/attribute';
import { readParts, readValue } from '../schema/read-value';
import { writeSlot } from '../schema/slot';
import type { PatchStep } from './patch-step';

/** Sets a simple attribute or part; of a complex attribute, only the parts that are named. */
export function mergeValue({ document, target, value, leniency }: PatchStep): void {
  const { attribute, subAttribute, name } = target;
  if (subAttribute || attribute.type !== 'complex') {
    return writeSlot(document, target, readValue(subAttribute ?? attribute, value, name, leniency));
  }
  const parts = readParts(attribute, value, name, leniency);
  if (!parts) return writeSlot(document, target, undefined);
  for (const [part, partValue] of parts) {
    writeSlot(document, { ...target, subAttribute: findAttribute(attribute.subAttributes, part) }, partValue);
  }
}
