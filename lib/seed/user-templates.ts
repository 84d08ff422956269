import type { MemberStatus } from '@/lib/db/generated/kysely/enums';
import { userIndexColumns } from '@/lib/provisioning/index-columns';
import { memberProfile } from '@/lib/provisioning/member-profile';
import type { JsonObject } from '@/lib/scim/json';
import { canonicalize } from '@/lib/scim/schema/canonicalize';
import { userType } from '@/lib/scim/schema/registry';
import { validate } from '@/lib/scim/schema/validate';
import { coreUserUrn, enterpriseUserUrn } from '@/lib/scim/urns';

/** How many templates there are to choose from; a person's number decides. */
const VARIETY = 50;

/**
 * Rows of a person and their member as JSON texts with placeholders for what differs from person to person. They
 * are made by the very functions that provisioning uses, so a seeded person is stored exactly as a real one.
 * Placeholders fold like text: where a rule folds `%Given%`, the template holds `%given%`.
 */
export interface UserTemplates {
  people: string[];
  /** People who lead a team, hence have no manager here. */
  lead: string;
}

export function userTemplates(tenantId: string): UserTemplates {
  const template = (traits: JsonObject, extension: JsonObject = { manager: { value: '%manager%' } }) =>
    JSON.stringify(storedForm(personBody(tenantId, traits, extension)));
  const people = [
    ...new Array<string>(VARIETY - 5).fill(template({})),
    template({ roles: role('viewer') }),
    template({ roles: role('viewer') }),
    template({ roles: role('admin') }),
    template({ roles: role('Contractor') }),
    template({ active: false }),
  ];
  return { people, lead: template({}, {}) };
}

function role(value: string): JsonObject[] {
  return [{ value, primary: true }];
}

function personBody(tenantId: string, traits: JsonObject, extension: JsonObject): JsonObject {
  const address = `%given%.%family%.%n%@${tenantId}.example`;
  return {
    schemas: [coreUserUrn, enterpriseUserUrn],
    userName: address,
    externalId: 'seed-%n%',
    displayName: '%Given% %Family%',
    name: { givenName: '%Given%', familyName: '%Family%', formatted: '%Given% %Family%' },
    emails: [{ value: address, type: 'work', primary: true }],
    active: true,
    ...traits,
    [enterpriseUserUrn]: { employeeNumber: '%n%', department: '%Department%', ...extension },
  };
}

function storedForm(body: JsonObject) {
  const { document } = canonicalize(userType, body, 'strict');
  validate(userType, document);
  const status: MemberStatus = document.active === true ? 'ACTIVE' : 'DEPROVISIONED';
  return { document, ...userIndexColumns(userType, document), ...memberProfile(document), status };
}
