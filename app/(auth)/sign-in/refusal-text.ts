import type { RefusalText } from '@/components/sign-in/refusal';
import { ssoCodes } from '@/lib/activity/sso-codes';
import type { SsoCode } from '@/lib/activity/sso-codes';

/** What the person is told of a code; what is for admins stays on the server. */
export function refusalText(code: SsoCode): RefusalText {
  const { title, forPerson } = ssoCodes[code];
  return { code, title, text: forPerson };
}
