/** What an operation does, by what its path names (RFC 7644 §3.5.2). */
export interface PatchTarget {
  target: string;
  example: string;
  add: string;
  replace: string;
  remove: string;
}

export const patchTargets: readonly PatchTarget[] = [
  {
    target: 'Nothing (no path)',
    example: '',
    add: 'Each key of `value` is a path of its own',
    replace: 'Each key of `value` is a path of its own; other attributes stay',
    remove: 'Refused: `noTarget`',
  },
  {
    target: 'An attribute',
    example: 'title',
    add: 'Sets it',
    replace: 'Sets it',
    remove: 'Unassigns it',
  },
  {
    target: 'An object',
    example: 'name',
    add: 'Sets the parts given; others stay',
    replace: 'Sets the parts given; others stay, but in strict mode',
    remove: 'Unassigns all of it',
  },
  {
    target: 'A part of an object',
    example: 'name.familyName',
    add: 'Sets it, and makes the object when there is none',
    replace: 'Sets it, and makes the object when there is none',
    remove: 'Unassigns it',
  },
  {
    target: 'A list',
    example: 'emails',
    add: 'Appends what is not there yet',
    replace: 'Replaces the whole list; `[]` clears it',
    remove: 'Clears the list; with a `value`, removes only the elements it names',
  },
  {
    target: 'Elements of a list',
    example: 'emails[type eq "work"]',
    add: 'Merges into each match',
    replace: 'Replaces each match',
    remove: 'Removes each match; no match is no error',
  },
  {
    target: 'A part of elements',
    example: 'emails[type eq "work"].value',
    add: 'Sets it in each match, or makes the element that the filter describes',
    replace:
      'Sets it in each match; without one, makes the element when the filter is a usual `type` or `primary ' +
      'eq true`',
    remove: 'Unassigns it in each match',
  },
  {
    target: 'An extension',
    example: 'urn:…:User',
    add: 'Sets the attributes given',
    replace: 'Sets the attributes given; others stay, but in strict mode',
    remove: 'Drops the extension',
  },
];
