import type { EventNote, IdentityEventDraft } from '@/lib/activity/identity-event';
import type { TenantMapping } from '@/lib/roles/tenant-mapping';
import type { JsonValue } from '@/lib/scim/json';
import type { ConformanceMode } from '@/lib/scim/mode';
import type { Registry, ResourceType } from '@/lib/scim/schema/registry';

/** What events tell of the request that caused them. */
export type RequestFacts = Pick<
  IdentityEventDraft,
  | 'requestId'
  | 'method'
  | 'path'
  | 'credentialId'
  | 'credentialLabel'
  | 'provider'
  | 'clientAddress'
  | 'userAgent'
>;

/** What every event of one request has in common. */
export interface EventBasis extends RequestFacts {
  /** The status the client gets when the operation succeeds. */
  status: number;
  notes: readonly EventNote[];
}

/** On whose behalf and how an operation runs. */
export interface ProvisioningContext {
  tenantId: string;
  mode: ConformanceMode;
  /** The tenant's schemas. */
  registry: Registry;
  /** The form in which the client is served the tenant's roles. */
  roleType: ResourceType;
  /** Where the resources of this request live, for example https://app.example.com/scim/v2/acme */
  baseUrl: string;
  /** The one clock of the request: every time it writes is this one. */
  now: Date;
  /** How the tenant gives roles, with the generation that a write is checked against. */
  mapping: TenantMapping;
  /** Who provisions, as people call it: "Okta production". */
  clientName: string;
  event: EventBasis;
  /** The body as it was sent, when bodies of successful requests are to be kept; not yet redacted. */
  sent?: JsonValue;
  /** "Log successful events (debug)". */
  recordsSuccess: boolean;
}
