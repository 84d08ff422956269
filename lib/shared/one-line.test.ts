import { describe, expect, it } from 'vitest';
import { oneLine, oneLineSchema } from '@/lib/shared/one-line';

const unfit = ['a\nb', 'a\rb', 'a\0b', '\u001b[2Ja', 'a\u009b2J'];

describe('one line of text', () => {
  it('is taken without the blanks around it', () => {
    expect(oneLineSchema.parse('  Müller & Söhne 株式会社\n')).toBe('Müller & Söhne 株式会社');
  });

  it.each(unfit)('is not %j', (text) => {
    expect(oneLineSchema.safeParse(text).success).toBe(false);
  });

  it.each(unfit)('is made of %j for a log or a terminal', (text) => {
    expect(oneLine(text)).not.toMatch(/\p{Cc}/u);
  });
});
