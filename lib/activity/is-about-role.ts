const rolePath = /^[^?]*\/Roles\b/;

/** Whether a request was about the catalogue of roles, by its path. */
export function isAboutRole({ path }: { path: string | null }): boolean {
  return rolePath.test(path ?? '');
}
