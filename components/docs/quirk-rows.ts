import { quirks, type Quirk, type QuirkName } from '@/lib/scim/dialect';

interface QuirkExample {
  /** Who is known to send it. */
  sender: string;
  path: string;
  /** Only "True" and "False" are ever repeated. */
  sent?: string;
}

/** A repair, in the words that Activity has for it. */
export interface QuirkRow {
  name: QuirkName;
  sender: string;
  arrived: string;
  repair: string;
}

/** The compiler asks for every repair that the server makes. */
const examples: Record<QuirkName, QuirkExample> = {
  booleanAsText: { sender: 'Microsoft Entra ID', path: 'active', sent: 'False' },
  numberForText: { sender: 'Okta', path: 'employeeNumber' },
  textForNumber: { sender: 'Microsoft Entra ID', path: 'urn:acme:scim:staff:1.0:User:floor' },
  arrayForSingle: { sender: 'Microsoft Entra ID', path: 'manager' },
  singleForArray: { sender: 'Okta, OneLogin', path: 'emails' },
  textForComplex: { sender: 'Microsoft Entra ID', path: 'manager' },
  valueFromReference: { sender: 'Azure AD', path: 'manager' },
  emptyTextUnassigns: { sender: 'Microsoft Entra ID', path: 'title' },
  roleAsJsonText: { sender: 'Microsoft Entra ID', path: 'roles' },
  roleDisplayName: { sender: 'Microsoft Entra ID', path: 'roles' },
  malformedEnterpriseUrn: {
    sender: 'Azure AD',
    path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0User',
  },
  flatExtensionAttribute: { sender: 'Azure AD', path: 'department' },
  dotAfterUrn: { sender: 'Apache SCIMple', path: 'urn:…:User.department' },
  legacyGroupSchema: { sender: 'Microsoft Entra ID', path: 'schemas' },
  pathAsKey: { sender: 'Microsoft Entra ID', path: 'name.givenName' },
  elementFromFilter: { sender: 'Microsoft Entra ID', path: 'emails[type eq "work"].value' },
};

/** Every repair, with an example of what Activity says of it. */
export function quirkRows(): QuirkRow[] {
  return (Object.keys(examples) as QuirkName[]).map((name) => {
    const { sender, path, sent = '' } = examples[name];
    const { arrived, repair }: Quirk = quirks[name];
    return { name, sender, arrived: arrived(path, sent), repair: repair(path, sent) };
  });
}
