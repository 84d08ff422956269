/** The settings that the identity pages save. */
export interface EditableSettings {
  scimEnabled: boolean;
  logSuccessfulReads: boolean;
}

/** How the identity settings are called on the pages that change them. */
export const settingNames: Readonly<Record<keyof EditableSettings, string>> = {
  scimEnabled: 'Enable SCIM provisioning',
  logSuccessfulReads: 'Log successful events (debug)',
};
