/** A look-up as Okta sends it, with a token that is refused before the database is asked. */
export const LOOKUP = {
  method: 'GET',
  path: '/Users',
  query: 'filter=userName%20eq%20%22mara.lindqvist%40acme.example%22&startIndex=1&count=100',
  headers: {
    authorization: 'Bearer not-a-token-of-ours',
    accept: 'application/scim+json',
    'content-type': 'application/scim+json',
    'user-agent': 'Okta SCIM Client 1.0.0',
  },
};

/** An answer of the same size and kind, for the server that does nothing else. */
export const REFUSAL = {
  status: 401,
  headers: { 'Content-Type': 'application/scim+json;charset=utf-8', 'Cache-Control': 'no-store' },
  body: JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '401',
    detail: 'Unknown or revoked SCIM token',
  }),
};
