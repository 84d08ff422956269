import { describe, expect, it } from 'vitest';
import { readCases } from '@/testing/read-cases';
import { staffType, teamType } from '@/testing/staff-extension';
import type { ScimType } from '../error';
import type { JsonObject, JsonValue } from '../json';
import type { ConformanceMode } from '../mode';
import { replaceDocument } from './replace-document';
import { validate } from './validate';

/** RFC 7644 §3.5.1, one line a case: the current document, the body, and what becomes of it. */
type Case = [
  title: string,
  mode: ConformanceMode,
  current: JsonObject,
  body: JsonValue,
  after: JsonObject | { error: ScimType },
  notes?: { repairs?: string[]; ignored?: string[] },
];

const casesOf = (table: string) => readCases<Case>(import.meta.dirname, `${table}.json`);

describe.each([
  ['a user', staffType, casesOf('replace-user')],
  ['a group', teamType, casesOf('replace-group')],
] as const)('replaceDocument of %s', (_, type, cases) => {
  it.each(cases)('%s (%s)', (_title, mode, current, body, after, notes) => {
    const untouched = structuredClone(current);
    const put = () => {
      const canonical = replaceDocument(type, current, body, mode);
      validate(type, canonical.document);
      return canonical;
    };
    if ('error' in after) {
      expect(put).toThrow(expect.objectContaining({ status: 400, scimType: after.error }));
    } else {
      const { document, repairs, ignored } = put();
      expect(document).toEqual(after);
      expect(ignored).toEqual(notes?.ignored ?? []);
      if (notes?.repairs) expect(repairs.map(({ quirk }) => quirk)).toEqual(notes.repairs);
      expect(replaceDocument(type, document, body, mode).document).toEqual(document);
    }
    expect(current).toEqual(untouched);
  });
});
