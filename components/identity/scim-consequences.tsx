import { providerName } from '@/lib/activity/provider-name';
import { countOf } from './count-of';

/** Whom the switch touches, as of the moment the page was read. */
export interface ScimCounts {
  activeMembers: number;
  scimManagedMembers: number;
  usableScimCredentials: number;
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
  return (
    <ul className="flex list-disc flex-col gap-1.5 ps-5">
      {(props.turningOn ? whenOn(props) : whenOff(props)).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function whenOn({ counts, provider, providerDecidesRoles }: ScimConsequencesProps): string[] {
  const idp = providerName(provider);
  return [
    counts.usableScimCredentials > 0
      ? `Requests of ${idp} are carried out from now on. Until now they were answered 503.`
      : 'No credential is valid yet, so every call is refused until you create one.',
    `${countOf(counts.activeMembers, 'active member stays', 'active members stay')} as they are. ` +
      `Whom ${idp} sends is matched to them by userName, then by email, and from then on managed there.`,
    ...managed(counts, 'can then no longer be removed here.'),
    ...(providerDecidesRoles ? mapped(counts) : []),
  ];
}

function whenOff({ counts, provider }: ScimConsequencesProps): string[] {
  return [
    `Requests of ${providerName(provider)} will be answered 503, all but discovery.`,
    'Nobody is removed, nobody’s role changes, and credentials stay valid for when you turn it on again.',
    ...managed(counts, 'can be changed and removed here.'),
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
