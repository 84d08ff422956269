import { expect } from '@playwright/test';
import type { ProductionServer } from './production-server';

const MAILS = /^│ To: (?<to>.*)\n│ Subject: (?<subject>.*)\n(?<text>(?:│.*\n)*)/gm;

/** The codes that a server without mail settings has written to its log for `address`, oldest first. */
export function codesFor(server: ProductionServer, address: string): string[] {
  const mails = [...server.output().matchAll(MAILS)].filter(({ groups }) => groups?.to === address);
  return mails.flatMap(({ groups }) => /\b\d{6}\b/.exec(groups?.text ?? '')?.[0] ?? []);
}

/**
 * Waits for the next code to `address` and reads it.
 * @param request asks for the code
 */
export async function readCode(server: ProductionServer, address: string, request: () => Promise<void>): Promise<string> {
  const before = codesFor(server, address).length;
  await request();
  await expect.poll(() => codesFor(server, address).length, `a code for ${address} in the log`).toBe(before + 1);
  return codesFor(server, address)[before] ?? '';
}
