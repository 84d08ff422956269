import { databaseFault } from '@/lib/db/errors';
import { isScimError, ScimError } from '@/lib/scim/error';

/** Whatever was thrown, as the error that the client gets. What it cannot mend is logged for the operator. */
export function toScimError(thrown: unknown, requestId: string): ScimError {
  if (isScimError(thrown)) return thrown;
  const fault = databaseFault(thrown);
  if (fault?.kind === 'duplicate') {
    if (fault.constraint.includes('userNameKey')) return ScimError.uniqueness('user', 'userName');
    if (fault.constraint.includes('displayNameKey')) return ScimError.uniqueness('group', 'displayName');
  }
  if (fault?.kind === 'conflict')
    return ScimError.unavailable('Other requests are in the way; send this one again');
  console.error(`SCIM request ${requestId} failed:`, thrown);
  if (fault?.kind === 'unavailable') {
    return ScimError.unavailable('The database does not answer now; send the request again later');
  }
  return ScimError.internal();
}
