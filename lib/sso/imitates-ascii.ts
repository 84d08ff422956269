import { foldCase } from '@/lib/shared/fold-case';

/**
 * Whether a text has a character beyond ASCII that comparison keys take for one of ASCII: the Kelvin sign becomes a k.
 * With it in a name, one person of an identity provider would be found as another.
 */
export function imitatesAscii(text: string): boolean {
  return [...text].some((character) => character > '\x7f' && /^[ -~]+$/.test(foldCase(character)));
}
