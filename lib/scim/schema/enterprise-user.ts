import { enterpriseUserUrn } from '../urns';
import { attribute, complex, type Schema } from './attribute';

/**
 * RFC 7643 §4.3 and §8.7.1. `manager.$ref` and `manager.displayName` are readOnly because the
 * service provider derives them from `manager.value`, which need not name a known person.
 */
export const enterpriseUserSchema: Schema = {
  id: enterpriseUserUrn,
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    attribute('employeeNumber', 'Identifier of the person in the organisation.'),
    attribute('costCenter', 'Name of a cost center.'),
    attribute('organization', 'Name of an organisation.'),
    attribute('division', 'Name of a division.'),
    attribute('department', 'Name of a department.'),
    complex('manager', "The person's manager.", [
      attribute('value', "Identifier of the manager's resource.", { caseExact: true }),
      attribute('$ref', "URI of the manager's resource.", {
        type: 'reference', referenceTypes: ['User'], mutability: 'readOnly',
      }),
      attribute('displayName', "The manager's displayName.", { mutability: 'readOnly' }),
    ]),
  ],
};
