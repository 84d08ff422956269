import type { EventExplanation, Explain, Wording } from '@/lib/activity/event-explanation';
import { isAboutGroup } from '@/lib/activity/is-about-group';
import { isAboutRole } from '@/lib/activity/is-about-role';

/** How each identity provider repeats what failed, from its own documentation; others are not guessed at. */
const retries = new Map([
  ['ENTRA', ' Entra tries again after 6, 12 and 24 hours, then daily; “Provision on demand” tries at once.'],
  ['OKTA', ' Then press “Retry selected” for the task in Okta’s dashboard.'],
]);

function retryOf({ event }: Wording): string {
  return retries.get(event.provider ?? '') ?? '';
}

const byScimType = new Map<string, Explain>([
  [
    'invalidFilter',
    ({ event, Idp, idp }) => ({
      cause:
        `${Idp} searched with a filter that cannot be answered. Nothing was returned, so that no search ` +
        `ever returns everyone by mistake.`,
      side: 'provider',
      advice: matchingAdvice(event, idp),
    }),
  ],
  [
    'invalidSyntax',
    ({ Idp }) => ({
      cause: `${Idp} sent a body that is not JSON or not the SCIM message this request needs.`,
      side: 'provider',
      advice:
        'No setting here mends this. If a script of yours sent it, correct the body; else show this ' +
        'event to the maker of the client.',
    }),
  ],
  ['invalidValue', invalidValue],
  [
    'invalidPath',
    ({ Idp, idp }) => ({
      cause: `${Idp} wants to change an attribute that does not exist here. Nothing was changed.`,
      side: 'provider',
      advice: `Remove or correct that attribute in the mapping of ${idp}.`,
    }),
  ],
  [
    'noTarget',
    ({ Idp, idp }) => ({
      cause:
        `${Idp} wants to change one entry of a list, and no entry matches its filter. Nothing was ` +
        `changed.`,
      side: 'provider',
      advice:
        `Look at the filter in the request: the mapping in ${idp} should name an entry that exists, such ` +
        `as emails[type eq "work"].`,
    }),
  ],
  [
    'mutability',
    ({ Idp, idp }) => ({
      cause: `${Idp} wants to change an attribute that only Rollcall may set.`,
      side: 'provider',
      advice: `Remove that attribute from the mapping of ${idp}.`,
    }),
  ],
  ['uniqueness', conflict],
]);

const byStatus = new Map<number, Explain>([
  [
    400,
    ({ Idp }) => ({
      cause: `${Idp} sent a request that could not be understood. Nothing was changed.`,
      side: 'provider',
      advice: null,
    }),
  ],
  [401, unauthorized],
  [403, forbidden],
  [404, notFound],
  [
    405,
    ({ Idp }) => ({
      cause: `${Idp} used a method that this address does not have.`,
      side: 'provider',
      advice: 'No setting here mends this. Show this event to the maker of the client.',
    }),
  ],
  [409, conflict],
  [
    412,
    ({ event, Idp, idp }) => {
      const noun = isAboutGroup(event) ? 'group' : 'person';
      return {
        cause:
          `The ${noun} had changed since ${idp} last read ${noun === 'group' ? 'it' : 'them'}, so its change ` +
          `was not laid over the newer one.`,
        side: 'nobody',
        advice:
          `${Idp} should read the ${noun} and try again. If it does not, start the sync of this ${noun} ` +
          `there.`,
      };
    },
  ],
  [
    413,
    ({ Idp }) => ({
      cause: `${Idp} sent more in one request than is accepted.`,
      side: 'provider',
      advice: 'Let the client send fewer changes at a time.',
    }),
  ],
  [
    415,
    ({ Idp, idp }) => ({
      cause: `${Idp} sent a body that is not labelled as JSON.`,
      side: 'provider',
      advice: `Set the content type in ${idp} to application/scim+json.`,
    }),
  ],
  [
    429,
    ({ Idp, idp }) => ({
      cause: `${Idp} sent requests faster than they are accepted.`,
      side: 'nobody',
      advice: `Nothing is lost: the answer told ${idp} how long to wait, and it tries again by itself.`,
    }),
  ],
  [500, serverFault],
  [
    501,
    ({ Idp }) => ({
      cause: `${Idp} used a part of SCIM that Rollcall does not offer.`,
      side: 'provider',
      advice:
        'Look at the service provider configuration for what is offered, and switch that feature off in ' +
        'the client.',
    }),
  ],
  [503, unavailable],
]);

const discoveryPath = /\/(?:ServiceProviderConfig|ResourceTypes|Schemas)\b/;
const resourcePath = /\/(?:Users|Groups)\/[^/?]+/;

function matchingAdvice(event: Wording['event'], idp: string): string {
  if (isAboutRole(event)) return `Check by which attribute ${idp} finds roles. The unique field is value.`;
  return isAboutGroup(event)
    ? `Check by which attribute ${idp} matches groups. The unique field is displayName.`
    : `Check by which attribute ${idp} matches people. The unique field is userName.`;
}

function invalidValue(wording: Wording): EventExplanation {
  const { event, Idp, idp } = wording;
  if (isAboutGroup(event) && /not in this tenant/.test(event.summary)) {
    return {
      cause: `${Idp} wants to put somebody into a group whom it has not created here. Nothing was changed.`,
      side: 'provider',
      advice:
        `Assign that person or group to the application in ${idp} first, then send the group ` +
        `again.${retryOf(wording)}`,
    };
  }
  return {
    cause: `${Idp} sent a value of a type that the attribute does not take. Nothing was changed.`,
    side: 'provider',
    advice: `Correct the value, or the mapping of that attribute, in ${idp}.${retryOf(wording)}`,
  };
}

function conflict(wording: Wording): EventExplanation {
  const { event, Idp, idp } = wording;
  if (isAboutGroup(event)) {
    return {
      cause: `${Idp} wants to create or rename a group, and another group already has this name.`,
      side: 'provider',
      advice: `Rename one of the two groups in ${idp}.${retryOf(wording)}`,
    };
  }
  return {
    cause:
      `Another active person already has this userName, so nothing was changed. It happens after a ` +
      `network error, when ${idp} did not hear that the person was created.`,
    side: 'provider',
    advice: `If it repeats, two people in ${idp} share the name: change one of them.${retryOf(wording)}`,
  };
}

function unauthorized({ event, idp }: Wording): EventExplanation {
  const { credentialLabel } = event;
  if (credentialLabel) {
    return {
      cause:
        `The token belongs to the credential “${credentialLabel}”, which no longer opens this endpoint: ` +
        `it is revoked, expired, or not made for SCIM.`,
      side: 'rollcall',
      advice: `Create a new credential on the SCIM page and paste its token into ${idp}.`,
    };
  }
  return {
    cause:
      'The call came without a token, or with one that was never issued here. Often the token was cut ' +
      'off while pasting, or belongs to another server.',
    side: 'provider',
    advice:
      `Paste the whole token into ${idp} again. If you no longer have it, create a new credential on the ` +
      `SCIM page.`,
  };
}

function forbidden({ event, Idp, idp }: Wording): EventExplanation {
  if (discoveryPath.test(event.path ?? '')) {
    return {
      cause: `${Idp} put a filter on an address that describes the endpoint, which SCIM forbids.`,
      side: 'provider',
      advice: 'No setting here mends this. Show this event to the maker of the client.',
    };
  }
  return {
    cause:
      'This person is the last active owner. Without an owner nobody could manage this organisation, ' +
      'so they stay.',
    side: 'rollcall',
    advice: `Make someone else an owner in Members, then repeat the change in ${idp}.`,
  };
}

function notFound(wording: Wording): EventExplanation {
  const { event, Idp, idp } = wording;
  const path = event.path ?? '';
  if (isAboutRole(event) && /not in this tenant/.test(event.summary)) {
    return {
      cause:
        `${Idp} asked for a role that is not in the catalogue of this organisation: deleted here, or of ` +
        `another one.`,
      side: 'provider',
      advice: `Import the roles into ${idp} again. Settings → Identity → Role mapping → Roles has them all.`,
    };
  }
  if (resourcePath.test(path)) {
    const noun = isAboutGroup(event) ? 'group' : 'person';
    return {
      cause:
        `${Idp} named a ${noun} by an id that does not exist in this organisation: deleted here, or of ` +
        `another one.`,
      side: 'provider',
      advice:
        `Unassign the ${noun} in ${idp} and assign it again, so that it is looked up ` +
        `anew.${retryOf(wording)}`,
    };
  }
  return {
    cause: `${Idp} called an address that is not part of the endpoint.`,
    side: 'provider',
    advice: `Compare the base URL in ${idp} with the one on the SCIM page; nothing may follow it.`,
  };
}

function serverFault({ Idp }: Wording): EventExplanation {
  return {
    cause: 'The server met an error it did not expect. Nothing was changed.',
    side: 'server',
    advice:
      `${Idp} may try again. If it repeats, give the request id to whoever runs this server; its log has ` +
      `the cause.`,
  };
}

function unavailable({ event, Idp, idp }: Wording): EventExplanation {
  if (!/switched off/.test(event.summary)) {
    return {
      cause: 'The server was too busy to take the request. Nothing was changed.',
      side: 'nobody',
      advice: `${Idp} tries again by itself. If it repeats, tell whoever runs this server.`,
    };
  }
  return {
    cause: 'SCIM provisioning was switched off, so the request was not carried out. Nobody was removed.',
    side: 'rollcall',
    advice: `Switch it on on the SCIM page. ${Idp} must then send the change again: start a sync in ${idp}.`,
  };
}

/**
 * Why a request failed: by the SCIM error keyword, which several causes of one status tell apart, else by
 * status.
 */
export function explainFailedRequest(wording: Wording): EventExplanation | null {
  const { scimType, status } = wording.event;
  const explain = byScimType.get(scimType ?? '') ?? byStatus.get(status ?? 0);
  return explain?.(wording) ?? null;
}
