import type { GuideStep } from '../../identity/guides/guide';
import type { SsoProtocol } from '@/lib/sso/sso-providers';

/** The steps in a provider's console, one list per protocol. */
export type SsoGuide = Record<SsoProtocol, GuideStep[]>;
