import {
  around,
  beforeEnd,
  encrypted,
  forged,
  invalid,
  nameIdXml,
  plain,
  signed,
  tampered,
  VICTIM,
} from '@/testing/idp/hostile-response';
import type { HostileResponse } from '@/testing/idp/hostile-response';
import { samlResponse } from '@/testing/idp/saml-messages';

const MARKUP = 'a comment, a CDATA section, a processing instruction or a document type';
const TAGS = 'more than 3000 tags';
const ELEMENTS = 'more than 1500 elements';

/** What readers of XML read differently, or spend their time on. */
export const hostileMarkup = {
  'a comment in the NameID': invalid(MARKUP, (terms) =>
    samlResponse(plain(terms), { rawNameId: nameIdXml(`${VICTIM}<!---->.evil.test`) }),
  ),
  'a comment in the NameID, put in later': invalid(MARKUP, (terms) =>
    tampered(plain(terms), `>${terms.user.nameId}<`, `>${terms.user.nameId}<!-- --><`),
  ),
  'a comment inside encryption': invalid(MARKUP, async (terms) =>
    encrypted(terms, signed(terms).replace(`>${terms.user.nameId}<`, `>${VICTIM}<!---->.evil.test<`)),
  ),
  'a processing instruction': invalid(MARKUP, (terms) =>
    tampered(terms, '<samlp:Status>', '<?php x?><samlp:Status>'),
  ),
  'CDATA in the NameID': invalid(MARKUP, (terms) =>
    samlResponse(plain(terms), { rawNameId: nameIdXml(`<![CDATA[${VICTIM}]]>`) }),
  ),
  'a document type': invalid(MARKUP, (terms) => tampered(terms, /^/, '<!DOCTYPE Response>')),
  'entities that grow to gigabytes': invalid(MARKUP, (terms) => tampered(terms, /^/, billionLaughs())),
  'an entity from a file': invalid(MARKUP, (terms) =>
    tampered(terms, /^/, '<!DOCTYPE Response [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
  ),
  'an entity that nothing declares': invalid('reference to an entity', (terms) =>
    tampered(terms, `>${terms.user.nameId}<`, '>&x;<'),
  ),
  'a null character': invalid('a character that XML does not know', (terms) =>
    samlResponse(plain(terms)).then((xml) =>
      xml.replace(`>${terms.user.nameId}<`, `>${terms.user.nameId}&#0;<`),
    ),
  ),
  '40,000 elements side by side': invalid(TAGS, (terms) => around(terms, '<x/>'.repeat(40_000))),
  '40,000 elements side by side inside encryption': invalid(TAGS, (terms) =>
    encrypted(terms, beforeEnd(forged(terms), '<x/>'.repeat(40_000))),
  ),
  '2,500 elements side by side': invalid(ELEMENTS, (terms) => around(terms, '<x/>'.repeat(2_500))),
  '2,500 elements side by side inside encryption': invalid(ELEMENTS, (terms) =>
    encrypted(terms, beforeEnd(forged(terms), '<x/>'.repeat(2_500))),
  ),
  '1,000 elements in each other': invalid('nested more than 40 deep', (terms) =>
    around(terms, '<x>'.repeat(1_000) + '</x>'.repeat(1_000)),
  ),
  '5,000 attributes in one element': invalid('too many attributes', (terms) =>
    around(terms, `<x ${many('a')}/>`),
  ),
  '5,000 namespaces in one element': invalid('too many attributes', (terms) =>
    around(terms, `<x ${many('xmlns:a')}/>`),
  ),
  '5,000 namespaces inside encryption': invalid('too many attributes', (terms) =>
    encrypted(terms, beforeEnd(forged(terms), `<x ${many('xmlns:a')}/>`)),
  ),
  'an attribute twice': invalid('an attribute twice', (terms) =>
    tampered(terms, ' Version="2.0"', ' Version="2.0" Version="2.0"'),
  ),
  'half a response': invalid('not well-formed', async (terms) =>
    (await samlResponse(plain(terms))).slice(0, -20),
  ),
  'no XML': invalid('not XML', () => 'hello'),
} satisfies Record<string, HostileResponse>;

function billionLaughs(): string {
  const levels = Array.from(
    { length: 10 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
  );
  return `<!DOCTYPE Response [<!ENTITY e0 "ha">${levels.join('')}]>`;
}

function many(name: string): string {
  return Array.from({ length: 5_000 }, (_, index) => `${name}${index}="x"`).join(' ');
}
