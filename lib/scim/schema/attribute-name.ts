/** RFC 7643 §2.1: ALPHA *(ALPHA / DIGIT / "-" / "_"). */
const attributeName = /^[a-z][a-z0-9_-]*$/i;

/** The RFC has no limit; a path holds a URN and a name, and is to stay far below its own. */
export const longestAttributeName = 100;

/** What every JavaScript object has without being given it: a document could not tell whether it has it. */
const inherited = new Set(
  ['prototype', ...Object.getOwnPropertyNames(Object.prototype)].map((name) => name.toLowerCase()),
);

/** Whether an attribute that is not the RFC's own may have this name. */
export function isAttributeName(name: string): boolean {
  return name.length <= longestAttributeName
    && attributeName.test(name)
    && !inherited.has(name.toLowerCase());
}
