import { providerName } from '@/lib/activity/provider-name';
import { Disclosure } from '../ui/disclosure';
import { TextLink } from '../ui/text-link';
import { countOf } from './count-of';

/** Whom the switch touches, as of the moment the page was read. */
export interface ScimCounts {
  activeMembers: number;
  scimManagedMembers: number;
  /** The first of those whom SCIM does not manage. */
  unknownToScim: readonly { id: string; displayName: string; email: string }[];
  usableScimCredentials: number;
  /** Whether people sign in through the identity provider. */
  ssoEnabled: boolean;
}

export interface ScimConsequencesProps {
  turningOn: boolean;
  counts: ScimCounts;
  /** False when roles are given by hand. */
  providerDecidesRoles: boolean;
  /** The one provider that credentials are made for; null when there are several or none. */
  provider: string | null;
}

/** What turning SCIM on or off will do, to how many, and what it will not. */
export function ScimConsequences(props: ScimConsequencesProps) {
  const { turningOn, counts } = props;
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex list-disc flex-col gap-1.5 ps-5">
        {(turningOn ? whenOn(props) : whenOff(props)).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {turningOn && counts.unknownToScim.length > 0 ? <UnknownMembers {...props} /> : null}
    </div>
  );
}

function whenOn({ counts, provider, providerDecidesRoles }: ScimConsequencesProps): string[] {
  const idp = providerName(provider);
  return [
    counts.usableScimCredentials > 0
      ? `Requests of ${idp} are carried out from now on. Until now they were answered 503.`
      : 'No credential is valid yet, so every call is refused until you create one.',
    `${countOf(counts.activeMembers, 'active member stays', 'active members stay')} as they are, and can sign in.`,
    ...(counts.ssoEnabled
      ? [
          `Signing in through SSO creates nobody any more: whom ${idp} has not sent is refused, with the code ` +
            'scim_required_user_not_provisioned. Claims decide nobody’s roles.',
        ]
      : []),
    ...managed(counts, 'can then no longer be removed here.'),
    ...(providerDecidesRoles ? mapped(counts) : []),
  ];
}

function whenOff({ counts, provider, providerDecidesRoles }: ScimConsequencesProps): string[] {
  return [
    `Requests of ${providerName(provider)} will be answered 503, all but discovery.`,
    'Nobody is removed, nobody’s role changes now, and credentials stay valid for when you turn it on again.',
    ...managed(counts, 'can be changed and removed here.'),
    ...(counts.ssoEnabled ? signingInAgain(providerDecidesRoles) : []),
  ];
}

/** What single sign-on does again once SCIM is off. */
function signingInAgain(providerDecidesRoles: boolean): string[] {
  return [
    'Signing in through SSO creates new people again, at their first sign-in.',
    ...(providerDecidesRoles
      ? ['At each sign-in through SSO a person’s roles become what the role mapping makes of the claims that arrive.']
      : []),
    'People who were deactivated or removed stay out until they are invited again (sso_user_removed).',
  ];
}

/** A sentence about the people whom a SCIM resource manages, when there are any. */
function managed({ scimManagedMembers }: ScimCounts, what: string): string[] {
  if (scimManagedMembers === 0) return [];
  return [`${countOf(scimManagedMembers, 'person', 'people')} managed by SCIM ${what}`];
}

/** A sentence about the role mapping, when it has anybody to be applied to. */
function mapped({ scimManagedMembers }: ScimCounts): string[] {
  if (scimManagedMembers === 0) return [];
  const whom = countOf(scimManagedMembers, 'person', 'people');
  return [`The role mapping is applied to ${whom}: roles that differ from it change, in the background.`];
}

const othersHref = (managedBy: 'PORTAL' | 'SSO') => `/settings/members?managedBy=${managedBy}`;

/** Who is a member already and has not come by SCIM, and what becomes of them. */
function UnknownMembers({ counts, provider, providerDecidesRoles }: ScimConsequencesProps) {
  const { activeMembers, scimManagedMembers, unknownToScim } = counts;
  const unknown = activeMembers - scimManagedMembers;
  const more = unknown - unknownToScim.length;
  const idp = providerName(provider);
  const roles = providerDecidesRoles
    ? 'and the role mapping decides their roles, in place of those they have now'
    : 'while their roles stay those given here';
  return (
    <section aria-labelledby="unknown-to-scim" className="flex flex-col gap-2">
      <h3 id="unknown-to-scim" className="text-sm font-semibold text-ink">
        SCIM does not know {countOf(unknown, 'active member', 'active members')} yet
      </h3>
      <p>
        They stay members, can sign in and keep their roles, whether {idp} sends them or not. Once it sends a user whose
        userName or email is their address, that user is linked to them: name, email and access come from there,{' '}
        {roles}.
      </p>
      <Disclosure summary="Who they are" open>
        <ul className="flex flex-col gap-1 ps-6 text-sm">
          {unknownToScim.map(({ id, displayName, email }) => (
            <li key={id} className="min-w-0 wrap-anywhere">
              <bdi className="font-medium text-ink">{displayName}</bdi> {email}
            </li>
          ))}
          {more > 0 ? (
            <li>
              And {more.toLocaleString('en')} more, on Members under{' '}
              <TextLink href={othersHref('PORTAL')} target="_blank" prefetch={false}>
                Managed by: Portal
              </TextLink>{' '}
              and{' '}
              <TextLink href={othersHref('SSO')} target="_blank" prefetch={false}>
                Managed by: SSO
              </TextLink>
              .
            </li>
          ) : null}
        </ul>
      </Disclosure>
    </section>
  );
}
