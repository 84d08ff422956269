import { createKeyPair } from '@/lib/sso/saml/sp-key-pair';
import type { KeyPair } from '@/lib/sso/saml/sp-key-pair';

const made = new Map<string, Promise<KeyPair>>();

/** The key pair of a name: made once in a process, because that takes a second. */
export function testKeys(name: string): Promise<KeyPair> {
  const keys = made.get(name) ?? createKeyPair(name);
  made.set(name, keys);
  return keys;
}
