/** Schema URNs of RFC 7643 §8 and message URNs of RFC 7644 §8.2. */

export const coreUserUrn = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const coreGroupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const enterpriseUserUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A role by draft-ietf-scim-roles-entitlements-01, and as Okta's entitlement discovery looks for it. */
export const coreRoleUrn = 'urn:ietf:params:scim:schemas:core:2.0:Role';
export const oktaRoleUrn = 'urn:okta:scim:schemas:core:1.0:Role';

export const serviceProviderConfigUrn = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
export const resourceTypeUrn = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
export const schemaUrn = 'urn:ietf:params:scim:schemas:core:2.0:Schema';

export const messageUrnPrefix = 'urn:ietf:params:scim:api:messages:2.0:';
export const listResponseUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const searchRequestUrn = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
export const patchOpUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const bulkRequestUrn = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
export const bulkResponseUrn = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';
export const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error';
