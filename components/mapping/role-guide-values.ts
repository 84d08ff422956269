/** What the instructions say differs from tenant to tenant. */
export interface RoleGuideValues {
  /** The SCIM endpoint. */
  baseUrl: string;
  /** Most powerful first. */
  roleKeys: readonly string[];
}
