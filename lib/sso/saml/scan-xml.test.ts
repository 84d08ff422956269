import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanXml, scannable } from '@/lib/sso/saml/scan-xml';
import type { ScannedElement } from '@/lib/sso/saml/scan-xml';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { childElements } from '@/lib/sso/saml/xml-elements';

const PIECES = [
  '<a>',
  '</a>',
  '<a/>',
  '<p:b xmlns:p="u">',
  '</p:b>',
  '<p:b>',
  '<b',
  ' ID="1"',
  " ID='2'",
  ' p:ID="3"',
  ' xmlns="v"',
  ' x="&lt;"',
  ' x="a\nb\t"',
  ' x=">"',
  " y='\"'",
  '>',
  '/>',
  '<',
  '&amp;',
  '&#65;',
  '&#x42;',
  '&#13;',
  '&#0;',
  '&e;',
  '&',
  'text',
  ' ',
  '\n',
  '\r\n',
  ']]>',
  '<!-- -->',
  '<![CDATA[x]]>',
  '<?pi?>',
  '<!DOCTYPE a>',
  '"',
  "'",
  '=',
  'é',
  '\u00a0',
  '\u2028',
  '😀',
  '\u0000',
  '<é/>',
  '< a>',
  '</ a>',
  '</a >',
  '<a\u00a0x="1"/>',
];

/** What both readers have to agree on. */
interface Reading {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Reading[];
}

function ofScan({ name, attributes, text, children }: ScannedElement): Reading {
  return { name, attributes: Object.fromEntries(attributes), text, children: children.map(ofScan) };
}

function ofDom(element: Element): Reading {
  const attributes = [...Array(element.attributes.length).keys()].flatMap(
    (index) => element.attributes.item(index) ?? [],
  );
  const shown = attributes
    .filter(({ name }) => !/^xmlns(:|$)/.test(name))
    .map(({ localName, value }) => [localName, value]);
  let text = '';
  for (let child = element.firstChild; child; child = child.nextSibling)
    if (child.nodeType === 3) text += child.nodeValue ?? '';
  const name = element.localName;
  return { name, attributes: Object.fromEntries(shown), text, children: childElements(element).map(ofDom) };
}

function scan(xml: string): ScannedElement | null {
  try {
    return scanXml(xml);
  } catch (error) {
    if (error instanceof SsoFailure) return null;
    throw error;
  }
}

function parse(xml: string): Element | null {
  const quiet = () => undefined;
  const errorHandler = { warning: quiet, error: quiet, fatalError: quiet };
  return new DOMParser({ errorHandler }).parseFromString(xml, 'text/xml')?.documentElement ?? null;
}

describe('what the scanner accepts', () => {
  it('is read the same by the parser behind it', () => {
    const inner = fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join(''));
    const whole = fc.oneof(
      inner,
      inner.map((text) => `<r xmlns:p="u">${text}</r>`),
      inner.map((text) => `<r xmlns:p="u"${text}/>`),
    );
    let accepted = 0;
    fc.assert(
      fc.property(whole.map(scannable), (xml) => {
        const scanned = scan(xml);
        if (!scanned) return;
        accepted += 1;
        const parsed = parse(xml);
        expect(parsed && ofDom(parsed)).toEqual(ofScan(scanned));
      }),
      { numRuns: 4_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('keeps references, quotes and namespaces apart', () => {
    const scanned = scanXml(`<s:a xmlns:s="u" x='"' y="&lt;&#x42;"><s:b>1 &amp; 2</s:b> t </s:a>`);
    expect(ofScan(scanned)).toEqual({
      name: 'a',
      attributes: { x: '"', y: '<B' },
      text: ' t ',
      children: [{ name: 'b', attributes: {}, text: '1 & 2', children: [] }],
    });
  });

  it('may have lost a declaration', () => {
    const xml = `\uFEFF<?xml version='1.0' encoding="utf-8" standalone="no"?>\n<a/>\n`;
    expect(scannable(xml)).toBe('<a/>');
    expect(scan(scannable('<?xml version="1.0" encoding="UTF-16"?><a/>'))).toBeNull();
  });
});
