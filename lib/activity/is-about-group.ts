const groupPath = /^[^?]*\/Groups\b/;

/** Whether a request was about groups, by its path; what follows "?" may name anything. */
export function isAboutGroup({ path }: { path: string | null }): boolean {
  return groupPath.test(path ?? '');
}
