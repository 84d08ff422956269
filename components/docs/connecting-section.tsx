import { CopyField } from '../ui/copy-field';
import { CodeExample } from './code-example';
import { ReferencePart, ReferenceSection } from './reference-section';
import { ReferenceList, ReferenceText } from './reference-text';

export interface ConnectingSectionProps {
  /** With the tenant, or a place for it. */
  baseUrl: string;
  sharedBaseUrl: string;
  /** Whose addresses these are; null when nobody is signed in. */
  tenantName: string | null;
}

const filter = 'filter=userName%20eq%20%22ana@acme.test%22';

/** Where to call, and with what. */
export function ConnectingSection({ baseUrl, sharedBaseUrl, tenantName }: ConnectingSectionProps) {
  return (
    <ReferenceSection id="connecting">
      <ReferencePart id="base-url" title="Base URL">
        <div className="flex flex-col gap-3">
          <CopyField label={tenantName ?? 'Of an organisation'} copyLabel="base URL" value={baseUrl} />
          <CopyField
            label="Without it"
            copyLabel="base URL without organisation"
            value={sharedBaseUrl}
          />
        </div>
        <ReferenceText>
          Both are the same: the credential says which organisation is meant. One in the address that is not
          the
          credential’s is `404`, as if it did not exist. A slash at the end is no harm; nothing is redirected.
        </ReferenceText>
      </ReferencePart>
      <ReferencePart id="authentication" title="Authentication">
        <ReferenceText>
          `Authorization: Bearer` and the token of a credential, from Settings → Identity → SCIM. Without a
          valid one every address is answered with the same `401`, whether it exists or not.
        </ReferenceText>
        <CodeExample
          title="Find a person from a terminal"
          text={`curl -H "Authorization: Bearer $TOKEN" '${baseUrl}/Users?${filter}'`}
        />
      </ReferencePart>
      <ReferencePart id="messages" title="Messages">
        <ReferenceList
          items={[
            'Bodies are JSON in UTF-8, sent as `application/scim+json` or `application/json`, uncompressed.',
            'Answers are `application/scim+json`, or `application/json` for a client that asks for it alone.',
            '`GET` endpoints answer `HEAD` too, and `OPTIONS` names the methods of an endpoint. Unknown ' +
              'query parameters are ignored; `+` stands for a space.',
            'Answers are never cached: `Cache-Control: no-store`.',
          ]}
        />
      </ReferencePart>
    </ReferenceSection>
  );
}
