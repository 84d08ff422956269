import type { ProvisioningContext, RequestFacts } from '@/lib/provisioning/provisioning-context';

/** An admin changed how roles are given. */
export interface AdminCause {
  kind: 'admin';
  actorName: string;
  /** What the admin changed, in words that follow "with": "the role mapping", "SCIM turned on". */
  what: string;
  /** The event that tells of it; null when there is none. */
  eventId: string | null;
}

/** An identity provider changed groups. */
export interface ScimCause extends RequestFacts {
  kind: 'scim';
  /** Who provisions, as people call it: "Okta production". */
  clientName: string;
  /** The event that tells of the request. */
  eventId: string;
}

/** Who or what changes people's roles. It is stored as JSON beside the people who wait for it. */
export type RoleCause = AdminCause | ScimCause;

/** The cause that a request is, whose own event is `eventId`. */
export function causeOfRequest({ clientName, event }: ProvisioningContext, eventId: string): ScimCause {
  const { requestId, method, path, credentialId, credentialLabel, provider, clientAddress, userAgent } = event;
  const facts = { requestId, method, path, credentialId, credentialLabel, provider, clientAddress, userAgent };
  return { kind: 'scim', clientName, eventId, ...facts };
}
