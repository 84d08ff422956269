import { createKeyPair } from '@/lib/sso/saml/sp-key-pair';
import type { KeyPair } from '@/lib/sso/saml/sp-key-pair';

const made = new Map<string, Promise<KeyPair>>();

/** As many as most identity providers use; they are found several times faster than ours. */
const RSA_BITS = 2048;

/** The key pair of a name: made once in a process, because that takes a while. */
export function testKeys(name: string): Promise<KeyPair> {
  const keys = made.get(name) ?? createKeyPair(name, RSA_BITS);
  made.set(name, keys);
  return keys;
}
