import type { SsoProtocol } from '@/lib/sso/sso-providers';
import type { GuideStep } from '../../identity/guides/guide';

/** The steps in a provider's console, one list per protocol. */
export type SsoGuide = Record<SsoProtocol, GuideStep[]>;
