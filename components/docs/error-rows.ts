import { ScimError } from '@/lib/scim/error';

type Constructors = typeof ScimError;
type OwnName = Exclude<keyof Constructors, keyof ErrorConstructor>;

/** The errors there are: the names of the static constructors of ScimError. */
type ErrorName = {
  [Name in OwnName]: Constructors[Name] extends (...facts: never[]) => ScimError ? Name : never;
}[OwnName];

interface Explanation {
  /** One of them, for its status and type. */
  error: ScimError;
  /** The `detail` is always the same text; otherwise it names what is wrong with this request. */
  isFixed?: true;
  when: string;
  mend: string;
}

/** A line of the table of errors. */
export interface ErrorRow extends Explanation {
  name: ErrorName;
}

const seeDetail = 'The detail says where and how to mend it.';

/** The compiler asks for every error that the server can answer. */
const explanations: Record<ErrorName, Explanation> = {
  invalidFilter: {
    error: ScimError.invalidFilter(''),
    when: 'A filter cannot be read, or asks what the schemas do not have.',
    mend: 'The detail names the position in the text.',
  },
  invalidPath: {
    error: ScimError.invalidPath(''),
    when: 'The path of a PATCH operation is not one, or names no attribute.',
    mend: 'Compare it with the attributes above. An extension’s attributes need its URN before them.',
  },
  noTarget: {
    error: ScimError.noTarget(''),
    when: 'An operation has nothing to work on: no path to remove, or a filter that matches no element.',
    mend: 'Use add, or a filter on a usual type.',
  },
  invalidValue: {
    error: ScimError.invalidValue(''),
    when: 'A value does not fit its attribute or parameter.',
    mend: seeDetail,
  },
  invalidSyntax: {
    error: ScimError.invalidSyntax(''),
    when: 'The body is not JSON, or not the message that the endpoint takes.',
    mend: seeDetail,
  },
  mutability: {
    error: ScimError.mutability(''),
    when: 'A PATCH would change what only the server changes, or unassign what is required.',
    mend: 'Leave the attribute out.',
  },
  tooMany: {
    error: ScimError.tooMany(''),
    when:
      'The request would cost too much: a page too large to answer, or operations over too many elements.',
    mend: 'Ask for fewer, leave out what is long, or send the operations in parts.',
  },
  invalidCursor: {
    error: ScimError.invalidCursor(),
    when: 'The cursor was changed, or comes from another query or organisation.',
    mend: 'Begin again with an empty cursor.',
  },
  expiredCursor: {
    error: ScimError.expiredCursor(),
    when: 'The cursor is older than discovery says under cursorTimeout.',
    mend: 'Begin again with an empty cursor.',
  },
  invalidCount: {
    error: ScimError.invalidCount(''),
    when: 'The count is not that of the first page, or more than a page holds.',
    mend: 'Send every page with the same count.',
  },
  unauthorized: {
    error: ScimError.unauthorized(),
    isFixed: true,
    when: 'The token is missing, mistyped, expired or revoked, or is not for SCIM. Which, Activity says.',
    mend: 'Create a credential and paste its token.',
  },
  forbidden: {
    error: ScimError.forbidden(''),
    when: 'Discovery was asked with a filter.',
    mend: 'Leave the filter out.',
  },
  lastOwner: {
    error: ScimError.lastOwner(),
    isFixed: true,
    when: 'The change would leave the organisation without an owner.',
    mend: 'Make somebody else an owner, then send it again.',
  },
  notFound: {
    error: ScimError.notFound('User'),
    isFixed: true,
    when:
      'The id is unknown here, was deleted, or is another organisation’s. Of a group: “Group not in this ' +
      'tenant”.',
    mend: 'Look the person up by userName, or create them.',
  },
  unknownEndpoint: {
    error: ScimError.unknownEndpoint(),
    isFixed: true,
    when: 'No endpoint has this path.',
    mend: 'Check the base URL.',
  },
  notPublished: {
    error: ScimError.notPublished(),
    isFixed: true,
    when: 'No schema or resource type has this name.',
    mend: 'Read the list instead.',
  },
  methodNotAllowed: {
    error: ScimError.methodNotAllowed('PUT', ['GET']),
    when: 'The endpoint has no such method.',
    mend: 'The header Allow names those it has.',
  },
  uniqueness: {
    error: ScimError.uniqueness('user', 'userName'),
    when: 'Somebody active has this userName, or a group has this displayName.',
    mend: 'Find the other one by a filter, and update it or rename one of the two.',
  },
  conflict: {
    error: ScimError.conflict(''),
    when: 'Operations of a bulk request refer to each other in a way that cannot be resolved.',
    mend: seeDetail,
  },
  preconditionFailed: {
    error: ScimError.preconditionFailed(),
    isFixed: true,
    when: 'If-Match names a version that is not the present one.',
    mend: 'Read the resource, and decide again.',
  },
  tooLarge: {
    error: ScimError.tooLarge(''),
    when: 'The request is over a limit.',
    mend: 'The detail names the limit. Send the content in parts.',
  },
  unsupportedMediaType: {
    error: ScimError.unsupportedMediaType('text/xml'),
    when: 'The body is of another type.',
    mend: 'Send JSON, as application/scim+json.',
  },
  unsupportedCoding: {
    error: ScimError.unsupportedCoding('gzip'),
    when: 'The body is compressed.',
    mend: 'Send it as it is.',
  },
  unsupportedCharset: {
    error: ScimError.unsupportedCharset('utf-16'),
    when: 'The body is in another character set.',
    mend: 'Send it in UTF-8.',
  },
  tooManyRequests: {
    error: ScimError.tooManyRequests(1),
    isFixed: true,
    when: 'The credential is over its rate.',
    mend: 'Wait for the seconds in Retry-After, then send it again.',
  },
  tooManyFailures: {
    error: ScimError.tooManyFailures(1),
    when: 'An address tried too many tokens that are not valid.',
    mend: 'Check the token. A valid one from the same address is served meanwhile.',
  },
  internal: {
    error: ScimError.internal(),
    isFixed: true,
    when: 'Something failed here.',
    mend: 'Send it again. If it stays, quote X-Request-Id.',
  },
  notImplemented: {
    error: ScimError.notImplemented(''),
    when: 'The endpoint is defined by the RFC and not offered, as /Me is.',
    mend: 'Use the resource’s own endpoint.',
  },
  disabled: {
    error: ScimError.disabled(),
    isFixed: true,
    when: '“Enable SCIM provisioning” is off. Discovery still answers.',
    mend: 'Turn it on under Settings → Identity → SCIM.',
  },
  unavailable: {
    error: ScimError.unavailable(''),
    when: 'Other changes of the same resource were in the way, or the database does not answer.',
    mend: 'Send it again after the seconds in Retry-After.',
  },
};

/** Every error, by status. */
export function errorRows(): ErrorRow[] {
  return (Object.keys(explanations) as ErrorName[])
    .map((name) => ({ name, ...explanations[name] }))
    .sort((a, b) => a.error.status - b.error.status);
}
