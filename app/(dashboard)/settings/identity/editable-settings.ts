import type { EditableSettings } from '@/components/identity/setting-names';
import type { IdentitySettings } from '@/lib/tenants/identity-settings';

/** What the pages' forms are filled from. */
export function editableSettings(settings: IdentitySettings): EditableSettings & { revision: number } {
  const { scimEnabled, logSuccessfulReads, sessionLifetimeMinutes, sessionIdleMinutes, revision } = settings;
  return { scimEnabled, logSuccessfulReads, sessionLifetimeMinutes, sessionIdleMinutes, revision };
}
