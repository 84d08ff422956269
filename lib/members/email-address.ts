import { z } from 'zod';

/**
 * An address as people type it. Looser than the RFCs' grammar, because an IdP may have provisioned what a
 * strict pattern would refuse, but never more than one address.
 */
export const emailAddressSchema = z
  .string()
  .trim()
  .min(1, 'Enter an email address, for example ana@example.com.')
  .max(254, 'Use an address of at most 254 characters.')
  .regex(/^[^\s\p{Cc}@<>,;:"]+@[^\s\p{Cc}@<>,;:"]+$/u, 'Enter one address, for example ana@example.com.');
