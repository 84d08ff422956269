/**
 * How literally a client is held to the specifications.
 *
 * `compatible` repairs what today's identity providers are known to send and notes every repair;
 * `strict` refuses it, as draft-zollner-scim-interop-profile asks.
 */
export type ConformanceMode = 'compatible' | 'strict';
