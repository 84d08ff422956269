import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../json';
import { patchOpUrn } from '../urns';
import { parsePatchOp, type PatchOperation } from './patch-op';

const message = (...operations: JsonValue[]) => ({ schemas: [patchOpUrn], Operations: operations });

/** RFC 7644 §3.5.2: title, message, operations. */
const read: [string, JsonValue, PatchOperation[]][] = [
  ['the spelling of the RFC', message({ op: 'replace', path: 'active', value: false }),
    [{ op: 'replace', path: 'active', value: false }]],
  ['the spelling of Entra', message({ op: 'Replace', path: 'active', value: 'False' }),
    [{ op: 'replace', path: 'active', value: 'False' }]],
  ['keys in any case', { operations: [{ OP: 'REMOVE', Path: 'title', Value: null }] },
    [{ op: 'remove', path: 'title', value: null }]],
  ['no schemas', { Operations: [{ op: 'add', value: {} }] }, [{ op: 'add', value: {} }]],
  ['a path of null or nothing',
    message({ op: 'add', path: null, value: {} }, { op: 'add', path: '', value: {} }),
    [{ op: 'add', value: {} }, { op: 'add', value: {} }]],
  ['a null value', message({ op: 'add', path: 'title', value: null }),
    [{ op: 'add', path: 'title', value: null }]],
];

/** Title, message, status, scimType. */
const refused: [string, JsonValue, number, string | undefined][] = [
  ['no object', [], 400, 'invalidSyntax'],
  ['no Operations', { schemas: [patchOpUrn] }, 400, 'invalidSyntax'],
  ['empty Operations', message(), 400, 'invalidSyntax'],
  ['Operations that are no array', { Operations: {} }, 400, 'invalidSyntax'],
  ['an operation that is no object', message('replace'), 400, 'invalidSyntax'],
  ['an unknown op', message({ op: 'move', path: 'title', value: 'x' }), 400, 'invalidSyntax'],
  ['no op', message({ path: 'title', value: 'x' }), 400, 'invalidSyntax'],
  ['a path that is no text', message({ op: 'add', path: 1, value: 'x' }), 400, 'invalidSyntax'],
  ['add without value', message({ op: 'add', path: 'title' }), 400, 'invalidValue'],
  ['replace without value', message({ op: 'replace', path: 'title' }), 400, 'invalidValue'],
  ['1,001 operations', message(...Array<JsonValue>(1001).fill({ op: 'remove', path: 'title' })), 413,
    undefined],
];

describe('parsePatchOp', () => {
  it.each(read)('reads %s', (_, body, operations) => {
    expect(parsePatchOp(body, 'compatible')).toEqual(operations);
  });

  it.each(refused)('refuses %s', (_, body, status, scimType) => {
    expect(() => parsePatchOp(body, 'compatible')).toThrow(expect.objectContaining({ status, scimType }));
  });

  it('names the operation that is wrong', () => {
    const body = message({ op: 'remove', path: 'title' }, { op: 'move', path: 'x' });
    expect(() => parsePatchOp(body, 'compatible')).toThrow(/Operation 2/);
  });

  it('wants `schemas` in strict mode', () => {
    const operations = [{ op: 'remove', path: 'title' }];
    expect(() => parsePatchOp({ Operations: operations }, 'strict'))
      .toThrow(expect.objectContaining({ scimType: 'invalidSyntax' }));
    expect(parsePatchOp({ schemas: [patchOpUrn], Operations: operations }, 'strict')).toEqual(operations);
  });
});
