import { hostileContents } from '@/testing/idp/hostile-contents';
import { hostileEncryption } from '@/testing/idp/hostile-encryption';
import { hostileMarkup } from '@/testing/idp/hostile-markup';
import { hostileSignatures } from '@/testing/idp/hostile-signatures';
import { wrappedSignatures } from '@/testing/idp/wrapped-signatures';

/** Every response that must be refused, by what is wrong with it. Those inside encryption need a certificate. */
export const hostileResponses = {
  ...hostileSignatures,
  ...wrappedSignatures,
  ...hostileMarkup,
  ...hostileEncryption,
  ...hostileContents,
};

export type Hostility = keyof typeof hostileResponses;
