import type { ConformanceMode } from '@/lib/db/generated/kysely/enums';

/** How literally a credential's requests are held to the RFCs, and when which is right. */
export const conformanceModes = [
  {
    value: 'COMPATIBLE',
    label: 'Compatible',
    advice:
      'Repairs what identity providers are known to send, and says so in Activity. Right for all of them.',
  },
  {
    value: 'STRICT',
    label: 'Strict',
    advice: 'Refuses whatever the standard does not define. Right for testing a client of your own.',
  },
] as const satisfies readonly { value: ConformanceMode; label: string; advice: string }[];
