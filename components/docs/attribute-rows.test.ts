import { describe, expect, it } from 'vitest';
import { attribute, complex } from '@/lib/scim/schema/attribute';
import { resourceTypes } from '@/lib/scim/schema/registry';
import { attributeRows } from './attribute-rows';

describe('attributeRows', () => {
  it('says of every attribute whether it can be written', () => {
    const rows = resourceTypes.flatMap(({ schema, extensions }) =>
      [schema, ...extensions].flatMap(({ attributes }) => attributeRows(attributes)),
    );
    expect(rows.length).toBeGreaterThan(60);
    const written = /^(readOnly|readWrite|immutable|writeOnly)$/;
    for (const { characteristics } of rows) {
      expect(characteristics).toContainEqual(expect.stringMatching(written));
    }
  });

  it('names the parts of a complex attribute after it, with what they are', () => {
    const emails = complex('emails', 'Addresses.', [
      attribute('type', 'Kind.', { canonicalValues: ['work'] }),
      attribute('primary', 'Preferred.', { type: 'boolean' }),
    ], { multiValued: true });
    expect(attributeRows([emails])).toEqual([
      {
        owner: '',
        name: 'emails',
        type: 'complex, multi-valued',
        characteristics: ['readWrite'],
        description: 'Addresses.',
        canonicalValues: [],
      },
      {
        owner: 'emails.',
        name: 'type',
        type: 'string',
        characteristics: ['readWrite', 'any case'],
        description: 'Kind.',
        canonicalValues: ['work'],
      },
      {
        owner: 'emails.',
        name: 'primary',
        type: 'boolean',
        characteristics: ['readWrite'],
        description: 'Preferred.',
        canonicalValues: [],
      },
    ]);
  });

  it('names what is not the default of RFC 7643', () => {
    const id = attribute('id', 'Identifier.', {
      required: true, caseExact: true, mutability: 'readOnly', returned: 'always', uniqueness: 'server',
    });
    expect(attributeRows([id])[0]?.characteristics).toEqual([
      'required', 'readOnly', 'returned: always', 'caseExact', 'unique',
    ]);
  });
});
