import type { OktaPerson } from './okta-client';

const GIVEN_NAMES = ['Ana', 'Bo', 'Chiara', 'Dilnoza', 'Emre'];
const FAMILY_NAMES = ['Ruiz', 'Ström', 'Okafor', 'Yılmaz', 'O’Neill'];

/** Twenty-five people of one company, each with a name and an address of their own. */
export function people(domain: string): OktaPerson[] {
  return GIVEN_NAMES.flatMap((givenName, first) =>
    FAMILY_NAMES.map((familyName, second) => ({ givenName, familyName, email: `person.${first}${second}@${domain}` })),
  );
}
