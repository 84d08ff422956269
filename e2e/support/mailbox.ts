import { expect } from '@playwright/test';
import type { ServerProcess } from '@/testing/production-server';

const MAILS = /^│ To: (?<to>.*)\n│ Subject: (?<subject>.*)\n(?<text>(?:│.*\n)*)/gm;

/** The codes that a server without mail settings has written to its log for `address`, oldest first. */
export function codesFor(server: ServerProcess, address: string): string[] {
  const mails = [...server.stdout().matchAll(MAILS)].filter(({ groups }) => groups?.to === address);
  return mails.flatMap(({ groups }) => /\b\d{6}\b/.exec(groups?.text ?? '')?.[0] ?? []);
}

/**
 * Waits for the next code to `address` and reads it.
 * @param request asks for the code
 */
export async function readCode(server: ServerProcess, address: string, request: () => Promise<void>): Promise<string> {
  const before = codesFor(server, address).length;
  await request();
  await expect.poll(() => codesFor(server, address).length, `a code for ${address} in the log`).toBe(before + 1);
  return codesFor(server, address)[before] ?? '';
}
