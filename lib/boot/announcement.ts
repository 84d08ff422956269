import type { DemoTenant } from '@/lib/demo/create-demo';

/** What a server that is ready has to say. */
export interface Announcement {
  url: string;
  tenants: readonly DemoTenant[];
  /** Where an empty installation is set up; null once it has a tenant. */
  setupUrl: string | null;
}

/** The announcement as text for a terminal. */
export function announcementText({ url, tenants, setupUrl }: Announcement): string {
  return [
    ...(tenants.length > 0 ? ['', 'Three organisations to look at. Each link signs you in as its owner:'] : []),
    ...tenants.flatMap(describeTenant),
    ...tenants.slice(0, 1).map(exampleOf),
    ...(setupUrl === null ? [] : ['', 'No organisation exists yet. Set one up here; the link works once, for an hour:', setupUrl]),
    '',
    `Rollcall is ready at ${url}`,
  ].join('\n');
}

function describeTenant({ name, signInUrl, scimBaseUrl, scimToken }: DemoTenant): string[] {
  return ['', name, `  sign in         ${signInUrl}`, `  SCIM base URL   ${scimBaseUrl}`, `  SCIM token      ${scimToken}`];
}

function exampleOf({ scimBaseUrl, scimToken }: DemoTenant): string {
  return `\nTry:\n  curl -H 'Authorization: Bearer ${scimToken}' '${scimBaseUrl}/Users?count=2'`;
}
