import { attribute, type Schema } from '@/lib/scim/schema/attribute';
import { groupType, userType, type ResourceType } from '@/lib/scim/schema/registry';

/**
 * An extension as a tenant may register one: every type that a custom attribute can have, alone and as a
 * list of simple values, which the core schemas do not have.
 */
export const staffUrn = 'urn:acme:params:scim:schemas:extension:staff:2.0:User';

export const staffExtension: Schema = {
  id: staffUrn,
  name: 'Staff',
  description: 'What Acme keeps of its people',
  attributes: [
    attribute('badge', 'Number on the badge.', { caseExact: true }),
    attribute('site', 'Name of the site.'),
    attribute('onSite', 'Whether the person is on site.', { type: 'boolean' }),
    attribute('grade', 'Grade of pay.', { type: 'integer' }),
    attribute('rate', 'Hourly rate.', { type: 'decimal' }),
    attribute('hiredAt', 'When the person was hired.', { type: 'dateTime' }),
    attribute('handbook', 'URI of the handbook.', { type: 'reference', referenceTypes: ['external'] }),
    attribute('tags', 'Words about the person.', { multiValued: true }),
    attribute('codes', 'Codes of doors.', { multiValued: true, caseExact: true }),
    attribute('floors', 'Floors the person may enter.', { type: 'integer', multiValued: true }),
    attribute('scores', 'Scores of reviews.', { type: 'decimal', multiValued: true }),
    attribute('flags', 'Answers to the survey.', { type: 'boolean', multiValued: true }),
    attribute('shifts', 'When shifts begin.', { type: 'dateTime', multiValued: true }),
    attribute('links', 'Pages about the person.', {
      type: 'reference', referenceTypes: ['external'], multiValued: true,
    }),
  ],
};

export const staffType: ResourceType = {
  ...userType, extensions: [...userType.extensions, staffExtension],
};

export const teamUrn = 'urn:acme:params:scim:schemas:extension:team:2.0:Group';

/** A group with an extension of its own. */
export const teamType: ResourceType = {
  ...groupType,
  extensions: [{
    id: teamUrn,
    name: 'Team',
    description: 'What Acme keeps of its groups',
    attributes: [
      attribute('costCenter', 'Who pays.'),
      attribute('aliases', 'Other names.', { multiValued: true }),
    ],
  }],
};
