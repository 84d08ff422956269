import { expect, it } from 'vitest';
import { browserName } from '@/lib/sign-in/browser-name';
import { readCases } from '@/testing/read-cases';

const cases = readCases<{ name: string; userAgent: string | null }>(import.meta.dirname, 'user-agents.json');

it.each(cases)('calls $userAgent “$name”', ({ name, userAgent }) => {
  expect(browserName(userAgent)).toBe(name);
});
