import type { ProviderFeatures } from '@/lib/scim/discovery';
import type { JsonObject } from '@/lib/scim/json';
import { coreGroupUrn, coreUserUrn } from '@/lib/scim/urns';
import { CodeExample } from './code-example';
import { compactJson } from './compact-json';
import { ReferenceSection } from './reference-section';
import { ReferenceList } from './reference-text';

const bulkRequest: JsonObject = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
  failOnErrors: 1,
  Operations: [
    {
      method: 'POST',
      path: '/Users',
      bulkId: 'ana',
      data: { schemas: [coreUserUrn], userName: 'ana@acme.test' },
    },
    {
      method: 'POST',
      path: '/Groups',
      bulkId: 'finance',
      data: {
        schemas: [coreGroupUrn],
        displayName: 'Finance',
        members: [{ value: 'bulkId:ana' }],
      },
    },
  ],
};

/** Many requests in one. */
export function BulkSection({ features }: { features: ProviderFeatures }) {
  const { maxOperations, maxPayloadSize } = features.bulk;
  return (
    <ReferenceSection id="bulk">
      <ReferenceList
        items={[
          `\`POST /Bulk\` takes up to ${maxOperations.toLocaleString('en')} operations in up to ` +
            `${maxPayloadSize.toLocaleString('en')} bytes; more is \`413\`. Each is served, recorded and ` +
            'counted towards the rate as a request of its own.',
          'The answer is `200` with one result for each operation, in the order they were sent. ' +
            '`failOnErrors` stops after that many failures.',
          '`bulkId:…` stands for the id of what another operation creates, in `data` and in `path`, ' +
            'whichever comes first. Groups may refer to each other in a circle.',
          'Operations are not a transaction: what succeeded stays.',
        ]}
      />
      <CodeExample title="A bulk request" text={compactJson(bulkRequest)} />
    </ReferenceSection>
  );
}
