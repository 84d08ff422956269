/**
 * The comparison key of a text: Unicode NFC, then lower case by the locale-independent mapping.
 *
 * Keys are stored beside the original and compared exactly, so the rule must never depend on the
 * machine's locale: a Turkish server and a German one have to agree on what `userName` is unique.
 * Lower-casing can denormalise (U+0130 becomes two code points), hence NFC once more at the end.
 */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC');
}
