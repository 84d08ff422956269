import type { ProviderFeatures } from '@/lib/scim/discovery';
import { CodeExample } from './code-example';
import { compactJson } from './compact-json';
import { ReferencePart, ReferenceSection } from './reference-section';
import { ReferenceList, ReferenceText } from './reference-text';

const searchRequest = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
  filter: 'userName sw "ana"',
  attributes: ['userName', 'emails'],
  sortBy: 'userName',
  count: 50,
};

function Pages({ baseUrl, features }: { baseUrl: string; features: ProviderFeatures }) {
  const { defaultPageSize, maxPageSize, cursorTimeout } = features;
  return (
    <ReferencePart id="paging" title="Pages">
      <ReferenceList
        items={[
          `A page holds ${defaultPageSize} resources unless \`count\` asks for another number, and never ` +
            `more than ${maxPageSize}. \`count=0\` asks for the total alone.`,
          'By index: `startIndex` counts from 1; the answer has `totalResults`, `startIndex` and ' +
            '`itemsPerPage`. The order is that of creation, so that nobody is skipped while others come.',
          'By cursor (RFC 9865): begin with an empty `cursor`; each page but the last has a `nextCursor`, ' +
            'to be sent as `cursor` with the other parameters unchanged. Who existed throughout is seen ' +
            'once, whatever changes meanwhile.',
          `A cursor is good for ${cursorTimeout / 60} minutes and for this organisation, filter, order ` +
            'and count alone; otherwise the answer is `invalidCursor`, `expiredCursor` or ' +
            '`invalidCount`. `cursor` and `startIndex` together are `invalidValue`.',
        ]}
      />
      <div className="grid items-start gap-3 desktop:grid-cols-2">
        <CodeExample title="Page by index" text={`GET ${baseUrl}/Users?startIndex=101&count=100`} />
        <CodeExample title="Page by cursor" text={`GET ${baseUrl}/Users?cursor&count=100`} />
      </div>
    </ReferencePart>
  );
}

/** What GET and search answer, and how to ask for less or for the next part of it. */
export function ReadingSection({ baseUrl, features }: { baseUrl: string; features: ProviderFeatures }) {
  return (
    <ReferenceSection id="reading">
      <ReferencePart id="projection" title="Parts of resources">
        <ReferenceList
          items={[
            '`attributes` names what to answer, `excludedAttributes` what to leave out; not both. They ' +
              'work on every request that answers with resources.',
            'Names are separated by commas: `userName`, `name.givenName`, an attribute with its URN, or a ' +
              'whole extension’s URN. Unknown names are ignored.',
            '`schemas` and `id` are always answered. Without `members`, members are not even read.',
          ]}
        />
        <CodeExample
          title="Find a group without its members"
          text={`GET ${baseUrl}/Groups?excludedAttributes=members&filter=displayName%20eq%20%22Finance%22`}
        />
      </ReferencePart>
      <Pages baseUrl={baseUrl} features={features} />
      <ReferencePart id="sorting" title="Order">
        <ReferenceText>
          `sortBy` takes any attribute that can be compared, `sortOrder` is `ascending` or `descending`. Of a
          list the primary element counts, else the first. Who lacks the attribute comes last, or first when
          descending.
        </ReferenceText>
      </ReferencePart>
      <ReferencePart id="search" title="Search by POST">
        <ReferenceText>
          `POST /Users/.search`, `/Groups/.search` and `/.search` take the same parameters in a body, so that
          they stay out of addresses and logs. `GET` of the base URL and `POST /.search` ask for users and
          groups together.
        </ReferenceText>
        <CodeExample title="A search request" text={compactJson(searchRequest)} />
      </ReferencePart>
      <ReferencePart id="versions" title="Versions">
        <ReferenceText>
          `ETag` and `meta.version` are the same. `If-None-Match` on a GET is answered `304` while nothing has
          changed; `If-Match` on PUT, PATCH and DELETE is answered `412` when something has. Neither is
          required.
        </ReferenceText>
      </ReferencePart>
    </ReferenceSection>
  );
}
