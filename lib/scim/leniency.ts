import { foldCase } from '@/lib/shared/fold-case';
import { quirks, type Quirk, type QuirkName, type Repair } from './dialect';
import { ScimError } from './error';
import type { ConformanceMode } from './mode';
import type { UnregisteredAttribute } from './schema/unregistered-attribute';
import { beginningOf } from './storable-text';

const mostNotes = 100;
const longestName = 200;

/**
 * What reading one message tolerates. In `compatible` mode every repair and every ignored attribute is
 * noted, so that nothing is reported as done that was not done; in `strict` mode the first one is refused.
 */
export class Leniency {
  readonly ignored: string[] = [];
  readonly repairs: Repair[] = [];
  /** Those of the ignored attributes that the tenant could register, each with the first value sent. */
  readonly unregistered: UnregisteredAttribute[] = [];

  constructor(readonly mode: ConformanceMode) {}

  get strict(): boolean {
    return this.mode === 'strict';
  }

  /** Notes a repair once for each attribute, or throws `invalidValue` in strict mode. */
  repair(quirk: QuirkName, path: string, sent = ''): void {
    const { arrived, repair: mended }: Quirk = quirks[quirk];
    if (this.strict) throw ScimError.invalidValue(`${arrived(path, sent)}; strict mode does not repair that`);
    const known = this.repairs.some((repair) => repair.quirk === quirk && repair.path === path);
    if (known || this.repairs.length >= mostNotes) return;
    this.repairs.push({ quirk, path, sentence: `${arrived(path, sent)}: ${mended(path, sent)}` });
  }

  /** Notes an attribute that no schema defines, or throws in strict mode. */
  ignore(path: string, refuse: (detail: string) => ScimError = ScimError.invalidSyntax): void {
    if (this.strict) throw refuse(`No schema of this resource defines "${beginningOf(path, longestName)}"`);
    this.discard(path);
  }

  /** Notes attributes that the tenant could register, once each. */
  offer(attributes: readonly UnregisteredAttribute[]): void {
    for (const attribute of attributes) {
      const known = this.unregistered.some(({ urn, name }) =>
        foldCase(urn) === foldCase(attribute.urn) && foldCase(name) === foldCase(attribute.name));
      if (!known && this.unregistered.length < mostNotes) this.unregistered.push(attribute);
    }
  }

  /** Notes an attribute that is accepted and not stored, whatever the mode. */
  discard(path: string): void {
    const name = beginningOf(path, longestName);
    if (this.ignored.length < mostNotes && !this.ignored.includes(name)) this.ignored.push(name);
  }
}
