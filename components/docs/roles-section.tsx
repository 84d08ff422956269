import { rolesProfiles } from '@/lib/credentials/roles-profiles';
import { CodeExample } from './code-example';
import { compactJson } from './compact-json';
import { ReferencePart, ReferenceSection } from './reference-section';
import { ReferenceList, ReferenceText } from './reference-text';
import { roleExample } from './role-example';

const assignment = { roles: [{ value: 'auditor', display: 'Auditor', primary: true }] };

/** The catalogue of roles, and how people get them. */
export function RolesSection({ baseUrl }: { baseUrl: string }) {
  return (
    <ReferenceSection id="roles">
      <ReferenceList
        items={[
          '`GET /Roles` and `GET /Roles/{id}` serve the roles of the organisation, which are made under ' +
            'Settings → Identity → Role mapping → Roles. Nothing else can be done with them here.',
          'The `id` of a role is its key, and its `value` the same: what a person’s `roles[].value` holds. ' +
            '`type` is what the role permits: owner, admin, member or viewer.',
          'Pages, `filter`, `sortBy`, `attributes` and `If-None-Match` work as for people, and ' +
            '`POST /Roles/.search` as well. `GET` of the base URL and `POST /.search` leave roles out.',
        ]}
      />
      <ReferencePart id="role-forms" title="Two forms">
        <ReferenceText>
          Each credential reads one of two forms, chosen when it is created. A role has the names of both. The
          forms differ in the URN of its schema, by which clients recognise it in `/ResourceTypes` and
          `/Schemas`.
        </ReferenceText>
        <dl className="flex max-w-prose flex-col gap-2 text-base">
          {rolesProfiles.map(({ value, label, advice }) => (
            <div key={value}>
              <dt className="font-semibold">{label}</dt>
              <dd className="text-ink-2">{advice}</dd>
            </div>
          ))}
        </dl>
        <div className="grid items-start gap-3 desktop:grid-cols-2">
          <CodeExample title="A role in Okta’s form" text={compactJson(roleExample('okta', baseUrl))} />
          <CodeExample title="A role in the IETF’s form" text={compactJson(roleExample('ietf', baseUrl))} />
        </div>
        <ReferenceText>
          In the IETF’s form `/ServiceProviderConfig` has the block `RolesAndEntitlements` as well.
          Entitlements are stored with people, and there is no catalogue of them.
        </ReferenceText>
      </ReferencePart>
      <ReferencePart id="role-assignment" title="Giving roles">
        <ReferenceText>
          Roles travel with the person. The role mapping decides what comes of them: where it reads `roles`,
          by its rules for values, else by the role whose key the value is, in any case. A value that neither
          knows is stored, gives nothing, and is flagged in Activity.
        </ReferenceText>
        <CodeExample title="The roles of a person" text={compactJson(assignment)} />
      </ReferencePart>
    </ReferenceSection>
  );
}
