import type { JsonValue } from '@/lib/scim/json';
import { parseProjection } from '@/lib/scim/projection';
import type { ServerFacts } from '@/lib/scim/resource';
import { roleDocument } from '@/lib/scim/role-document';
import { roleTypes } from '@/lib/scim/schema/registry';
import { serializeResource } from '@/lib/scim/serialize-resource';

const moment = new Date('2026-01-05T09:00:00Z');

const facts: Omit<ServerFacts, 'location'> = {
  id: 'auditor',
  version: moment.getTime(),
  created: moment,
  lastModified: moment,
};

const role = roleDocument({
  key: 'auditor',
  name: 'Auditor',
  description: 'Reads the books.',
  type: 'viewer',
});

/** A role as a credential is served it that reads the form. */
export function roleExample(form: keyof typeof roleTypes, baseUrl: string): JsonValue {
  const projection = parseProjection(roleTypes[form], {});
  const location = `${baseUrl}/Roles/auditor`;
  return JSON.parse(serializeResource(projection, role, { ...facts, location })) as JsonValue;
}
