export { adapters, type Adapter } from '@/conformance/support/adapters';
export { withToken, type ClientRequest, type ClientResponse, type Send } from '@/conformance/support/client';
