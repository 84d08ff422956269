import { describe, expect, it } from 'vitest';
import { patchExamples, patchResult } from './patch-examples';

const results = Object.fromEntries(patchExamples.map((example) => [example.title, patchResult(example)]));

describe('the PATCH examples of the reference', () => {
  it.each(patchExamples)('change something: $title', ({ title }) => {
    expect(Object.keys(results[title]?.after ?? {})).not.toEqual([]);
  });

  it('say which forms strict mode refuses, and why', () => {
    const refusals = patchExamples.map((example) => results[example.title]?.refusal ?? null);
    const pathless = patchExamples.map(({ operations }) => operations.some(({ path }) => path === undefined));
    refusals.forEach((refusal, index) => {
      if (pathless[index]) expect(refusal).toMatch(/^400 invalidSyntax: /);
    });
    expect(results['Change an element that is not there yet (Entra)']?.refusal).toMatch(/^400 noTarget: /);
    expect(results['Set one attribute']?.refusal).toBeNull();
  });

  it('show that a new primary element takes the place of the old one', () => {
    expect(results['Add an element, and make it the primary one']?.after).toEqual({
      emails: [
        { value: 'ana@acme.test', type: 'work', primary: false },
        { value: 'ana@home.test', type: 'home', primary: true },
      ],
    });
  });
});
