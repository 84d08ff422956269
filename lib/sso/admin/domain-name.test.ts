import { describe, expect, it } from 'vitest';
import { readDomainName } from '@/lib/sso/admin/domain-name';

describe('the domain that an admin types', () => {
  it.each([
    ['acme.com', 'acme.com'],
    [' ACME.Com ', 'acme.com'],
    ['acme.com.', 'acme.com'],
    ['@acme.com', 'acme.com'],
    ['ana@mail.acme.co.uk', 'mail.acme.co.uk'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
    ['acme。com', 'acme.com'],
    ['3com.com', '3com.com'],
  ])('%j is %s', (typed, domain) => {
    expect(readDomainName(typed)).toEqual({ ok: true, domain });
  });

  it.each([
    ['', 'This is not a domain.'],
    ['@', 'This is not a domain.'],
    ['acme..com', 'This is not a domain.'],
    ['.acme.com', 'This is not a domain.'],
    ['-acme.com', 'This is not a domain.'],
    ['_rollcall.acme.com', 'This is not a domain.'],
    ['*.acme.com', 'This is not a domain.'],
    ['acme com.de', 'This is not a domain.'],
    ['acme.com?x', 'This is not a domain.'],
    ['acme%2Ecom', 'This is not a domain.'],
    ['xn--a.example', 'This is not a domain.'],
    [`${'a'.repeat(64)}.com`, 'This is not a domain.'],
    [`${'a.'.repeat(130)}com`, 'This is not a domain.'],
    ['com', 'one word is not enough'],
    ['localhost', 'one word is not enough'],
    ['https://acme.com/', 'Enter the domain alone'],
    ['acme.com:443', 'Enter the domain alone'],
    ['10.0.0.1', 'not an IP address'],
    ['0x7f.1', 'not an IP address'],
    ['ana@gmail.com', 'Anybody can have an address at gmail.com'],
    ['Outlook.com', 'Anybody can have an address at outlook.com'],
  ])('%j is none, and the words say why', (typed, words) => {
    expect(readDomainName(typed)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });
});
