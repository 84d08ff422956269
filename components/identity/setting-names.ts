/** The settings that the identity pages save. */
export interface EditableSettings {
  scimEnabled: boolean;
  logSuccessfulReads: boolean;
  sessionLifetimeMinutes: number;
  /** Null when only the lifetime counts. */
  sessionIdleMinutes: number | null;
}

/** How the identity settings are called on the pages that change them. */
export const settingNames: Readonly<Record<keyof EditableSettings, string>> = {
  scimEnabled: 'Enable SCIM provisioning',
  logSuccessfulReads: 'Log successful events (debug)',
  sessionLifetimeMinutes: 'Sessions end after',
  sessionIdleMinutes: 'Unused sessions end after',
};
