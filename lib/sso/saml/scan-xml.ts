import { invalidResponse } from '@/lib/sso/saml/invalid-response';

/** An element as it is written. Nothing but this scanner has read it: no parser that has to be trusted. */
export interface ScannedElement {
  /** Without its prefix. */
  name: string;
  /** By their names without prefix, with references resolved; declarations of namespaces are left out. */
  attributes: ReadonlyMap<string, string>;
  children: ScannedElement[];
  /** The text directly in it, with references resolved. */
  text: string;
}

/**
 * What a response may be made of. Signatures are checked by evaluating XPath, whose time grows with the square of
 * the number of elements: without these limits, a response of 160 KB would stop the server for a minute. A real one
 * with 1,000 groups has about 1,050 elements, and twice as many tags.
 */
const MOST_TAGS = 3_000;
const MOST_ELEMENTS = 1_500;
const MOST_ATTRIBUTES = 3_000;
const MOST_ATTRIBUTES_OF_ONE = 32;
const DEEPEST = 40;

const DECLARATION =
  /^\s*<\?xml version=["']1\.0["'](?: encoding=["']utf-8["'])?(?: standalone=["'](?:yes|no)["'])? ?\?>/i;
const NAME = '(?:[A-Za-z_][\\w.-]*:)?([A-Za-z_][\\w.-]*)';
const START = new RegExp(`<(${NAME})`, 'y');
const ATTRIBUTE = new RegExp(
  `[ \\t\\r\\n]+(${NAME})[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"([^"<]*)"|'([^'<]*)')`,
  'y',
);
const START_END = /[ \t\r\n]*(\/?)>/y;
const END = new RegExp(`</(${NAME})[ \\t\\r\\n]*>`, 'y');
const TEXT = /[^<]+/y;

/** References that every XML text may hold; others need a document type. */
const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\dA-Fa-f]{1,6}));/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Controls but for tab and line ends, what is no character at all (XML 1.0 §2.2), and the line separator, which XML
 * 1.1 takes for a line end.
 */
const NO_CHARACTER = /[^\t\n\r\P{Cc}]|[\u2028\ud800-\udfff\ufffe\uffff]/u;

/**
 * Reads a SAML message strictly, in time that grows with its length alone: elements with ASCII names, attributes and
 * text, and nothing else. Comments, processing instructions, document types and CDATA are refused, because what
 * is between them is read differently by different readers.
 * @param xml as scannable gives it
 * @throws SsoFailure sso_response_invalid
 */
export function scanXml(xml: string): ScannedElement {
  if (xml.split('<').length - 1 > MOST_TAGS)
    throw invalidResponse(`The response has more than ${MOST_TAGS} tags.`);
  if (/<[!?]/.test(xml)) {
    throw invalidResponse(
      'The response holds a comment, a CDATA section, a processing instruction or a document type, which are ' +
        'not accepted.',
    );
  }
  return new Scanner(xml).document();
}

/**
 * The text that scanXml and whatever reads after it are given, so that both read the same: without a declaration, and
 * with line ends as parsers make them (XML 1.0 §2.11).
 */
export function scannable(xml: string): string {
  return xml.replace(DECLARATION, '').replace(/\r\n?/g, '\n').trim();
}

class Scanner {
  private position = 0;
  private elementCount = 0;
  private attributeCount = 0;

  constructor(private readonly xml: string) {}

  document(): ScannedElement {
    const first = this.start();
    if (!first) throw invalidResponse('The response is not XML.');
    const open = first.closed ? [] : [first];
    while (open.length > 0) this.step(open);
    if (this.position !== this.xml.length)
      throw invalidResponse('Something follows the end of the response.');
    return first.element;
  }

  /** Reads the next text or tag inside of the innermost open element. */
  private step(open: OpenElement[]): void {
    const inner = open.at(-1);
    const text = this.take(TEXT);
    if (text) {
      if (inner) inner.element.text += resolve(text[0]);
      return;
    }
    const end = this.take(END);
    if (end) {
      if (end[1] !== inner?.qualifiedName) throw malformed();
      open.pop();
      return;
    }
    const next = this.start();
    if (!next) throw malformed();
    inner?.element.children.push(next.element);
    if (next.closed) return;
    if (open.length >= DEEPEST) throw invalidResponse(`The response is nested more than ${DEEPEST} deep.`);
    open.push(next);
  }

  private start(): OpenElement | null {
    const start = this.take(START);
    if (!start) return null;
    this.elementCount += 1;
    if (this.elementCount > MOST_ELEMENTS)
      throw invalidResponse(`The response has more than ${MOST_ELEMENTS} elements.`);
    const attributes = this.attributes();
    const end = this.take(START_END);
    if (!end) throw malformed();
    const element = { name: start[2] ?? '', attributes, children: [], text: '' };
    return { element, qualifiedName: start[1] ?? '', closed: end[1] === '/' };
  }

  private attributes(): Map<string, string> {
    const attributes = new Map<string, string>();
    const names = new Set<string>();
    for (let found = this.take(ATTRIBUTE); found; found = this.take(ATTRIBUTE)) {
      const [, qualifiedName = '', name = ''] = found;
      const declaresNamespace = /^xmlns(?::|$)/.test(qualifiedName);
      const key = declaresNamespace ? qualifiedName : name;
      if (names.has(key)) throw invalidResponse('An element of the response has an attribute twice.');
      names.add(key);
      this.attributeCount += 1;
      if (names.size > MOST_ATTRIBUTES_OF_ONE || this.attributeCount > MOST_ATTRIBUTES) {
        throw invalidResponse('The response has too many attributes.');
      }
      // Parsers make blanks of line ends and tabs in values (XML 1.0 §3.3.3).
      const value = resolve((found[3] ?? found[4] ?? '').replace(/[\t\n]/g, ' '));
      if (!declaresNamespace) attributes.set(name, value);
    }
    return attributes;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.xml);
    if (found) this.position = pattern.lastIndex;
    return found;
  }
}

interface OpenElement {
  element: ScannedElement;
  qualifiedName: string;
  closed: boolean;
}

function resolve(raw: string): string {
  const rest = raw.replace(REFERENCE, '');
  const resolved = raw.replace(
    REFERENCE,
    (_, named: string | undefined, decimal: string | undefined, hex: string | undefined) =>
      named ? (NAMED[named] ?? '') : character(decimal ? Number(decimal) : parseInt(hex ?? '', 16)),
  );
  if (rest.includes('&'))
    throw invalidResponse('The response holds a reference to an entity, which is not accepted.');
  if (NO_CHARACTER.test(resolved))
    throw invalidResponse('The response holds a character that XML does not know.');
  return resolved;
}

function character(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\uffff';
}

function malformed() {
  return invalidResponse('The response is not well-formed XML.');
}
