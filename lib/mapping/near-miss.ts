import { foldCase } from '@/lib/shared/fold-case';
import { grouped } from '@/lib/shared/grouped';

/** Names that differ in more are different names. */
const MOST_EDITS = 2;

/** In a short name one edit makes another name: "HR" and "PR" have nothing to do with each other. */
const LETTERS_PER_EDIT = 4;

/** So many are compared letter by letter, within a quarter of a second; for names after that only spelling counts. */
const MOST_COMPARISONS = 500_000;

/**
 * Finds, of things with names, the one that was probably meant by a name that none of them has: one whose name
 * differs in case, spaces or punctuation alone, else the one that the fewest edits lead to, if those are few for the
 * name's length.
 */
export function nearMissFinder<Named extends { name: string }>(all: readonly Named[]): (name: string) => Named | null {
  const known = all.map((named) => ({ bare: bareName(named.name), named }));
  const byLength = grouped(known, ({ bare }) => bare.length);
  const byBareName = grouped(known, ({ bare }) => bare);
  let comparisons = 0;
  return (name) => {
    const bare = bareName(name);
    const spelled = byBareName.get(bare)?.find(({ named }) => named.name !== name);
    if (spelled) return spelled.named;
    const allowed = Math.min(MOST_EDITS, Math.floor(bare.length / LETTERS_PER_EDIT));
    for (let edits = 1; edits <= allowed; edits += 1) {
      for (let length = bare.length - edits; length <= bare.length + edits; length += 1) {
        const others = byLength.get(length) ?? [];
        comparisons += others.length;
        if (comparisons > MOST_COMPARISONS) return null;
        const near = others.find((other) => other.named.name !== name && isWithin(bare, other.bare, edits));
        if (near) return near.named;
      }
    }
    return null;
  };
}

/** A name without case, spaces and punctuation; one of nothing else keeps them. */
function bareName(name: string): string {
  const folded = foldCase(name);
  return folded.replace(/[^\p{L}\p{N}]+/gu, '') || folded.trim();
}

/**
 * Whether so many edits lead from one text to the other: a letter left out, put in or replaced, or two neighbours
 * exchanged. Recursion ends at the first difference that is one too many.
 */
function isWithin(a: string, b: string, edits: number): boolean {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  if (restA === restB) return true;
  if (edits === 0 || Math.abs(restA.length - restB.length) > edits) return false;
  const left = edits - 1;
  return (
    isWithin(restA.slice(1), restB.slice(1), left) ||
    isWithin(restA.slice(1), restB, left) ||
    isWithin(restA, restB.slice(1), left) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && isWithin(restA.slice(2), restB.slice(2), left))
  );
}
