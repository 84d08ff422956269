import { describe, expect, it } from 'vitest';
import { emailDomain } from './email-domain';

describe('the domain of an email address', () => {
  it.each([
    ['ana@acme.test', 'acme.test'],
    ['Ana@ACME.Test', 'acme.test'],
    ['ana@acme.test.', 'acme.test'],
    ['ana@acme\u3002test', 'acme.test'],
    ['ana@acme.test@evil.test', 'evil.test'],
    ['ana@müller.test', 'xn--mller-kva.test'],
    ['ana@xn--mller-kva.test', 'xn--mller-kva.test'],
    ['ana@mail.acme.test', 'mail.acme.test'],
  ])('of %j is %s', (email, domain) => {
    expect(emailDomain(email)).toBe(domain);
  });

  it.each(['', 'ana', '@acme.test', 'ana@', 'ana@a b', 'ana@acme%2etest', 'ana@acme.test/x', 'ana@ac\tme.test'])('is not in %j', (email) => {
    expect(emailDomain(email)).toBeNull();
  });
});
