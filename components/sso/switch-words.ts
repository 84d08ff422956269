import { providerName } from '@/lib/activity/provider-name';
import type { ConnectionView } from '@/lib/sso/admin/connection-shape';
import { countOf } from '../identity/count-of';
import { nameList } from './name-list';

/** What the page's switches can be asked to do. */
export type SwitchTask = 'turn-on' | 'turn-off' | 'require' | 'stop-requiring';

export interface SwitchWords {
  /** Verb and object. */
  title: string;
  confirmLabel: string;
  cancelLabel: string;
  tone: 'primary' | 'danger';
  /** What happens, to how many, and what does not; a sentence or two each. */
  consequences: string[];
  /** Said once it is done. */
  done: { title: string; detail: string };
}

/** What the consequences depend on besides the connection. */
export interface SwitchSurroundings {
  scimEnabled: boolean;
  /** False when roles are given by hand. */
  providerDecidesRoles: boolean;
}

/** "acme.com and acme.co.uk", of the domains that are verified. */
export function verifiedDomains({ domains }: Pick<ConnectionView, 'domains'>): string {
  return nameList(domains.flatMap(({ writtenAs, verifiedAt }) => (verifiedAt ? [writtenAs] : [])));
}

/** "@acme.com and @acme.co.uk" */
function addresses({ domains }: ConnectionView): string {
  return nameList(domains.flatMap(({ writtenAs, verifiedAt }) => (verifiedAt ? [`@${writtenAs}`] : [])));
}

function breakGlassNames({ breakGlass }: ConnectionView): string {
  return nameList(breakGlass.flatMap(({ name, marked }) => (marked ? [name] : [])));
}

/** The question before a switch moves, from the numbers of the moment that the page was read. */
export function switchWords(task: SwitchTask, view: ConnectionView, around: SwitchSurroundings): SwitchWords {
  const words = { 'turn-on': turnOn, 'turn-off': turnOff, require, 'stop-requiring': stopRequiring };
  return words[task](view, around);
}

function turnOn(view: ConnectionView, around: SwitchSurroundings): SwitchWords {
  const { membersInDomains } = view.counts;
  const idp = providerName(view.provider);
  return {
    title: 'Turn on single sign-on',
    confirmLabel: 'Turn on SSO',
    cancelLabel: 'Cancel',
    tone: 'primary',
    consequences: [
      `From now on people with ${addresses(view)} sign in through ${idp}.`,
      `${countOf(membersInDomains, 'member has', 'members have')} such an address. ` +
        'Whoever is signed in stays signed in.',
      trusted(view),
      ...newcomers(idp, around),
      'Emailed codes go on working beside it, so you cannot lock yourself out.',
    ],
    done: { title: 'Single sign-on is on', detail: `For ${addresses(view)}.` },
  };
}

/** Whom the owner puts their trust in; an admin may have changed it since they looked. */
function trusted({ protocol, oidc, saml, updatedByName }: ConnectionView): string {
  const certificates = countOf(saml.certificates.length, 'certificate', 'certificates');
  const holder = protocol === 'OIDC' ? oidc.issuer : `${saml.idpEntityId}, by ${certificates},`;
  const saved = updatedByName === null ? '' : ` ${updatedByName} saved this connection last.`;
  return `What ${holder} vouches for is believed, of owners too.${saved}`;
}

/** Who gets in besides the members of now, and with which roles. */
function newcomers(idp: string, { scimEnabled, providerDecidesRoles }: SwitchSurroundings): string[] {
  if (scimEnabled) return ['SCIM is on, so only people whom it has sent get in; others are refused.'];
  const become = `Whoever ${idp} lets in and is not a member yet becomes one`;
  if (!providerDecidesRoles) return [`${become}, with the default role.`];
  return [
    `${become}. Roles follow the role mapping at every sign-in, also ` +
      'for members who were given theirs by hand; only the last owner and break-glass owners stay owners regardless.',
  ];
}

function turnOff(view: ConnectionView): SwitchWords {
  const { sessions, identities } = view.counts;
  const idp = providerName(view.provider);
  return {
    title: 'Turn off single sign-on',
    confirmLabel: 'Turn off SSO',
    cancelLabel: 'Keep it on',
    tone: 'danger',
    consequences: [
      `People with ${addresses(view)} sign in with emailed codes from now on; what comes from ${idp} is refused.`,
      ...(view.required ? ['Codes are no longer refused for anybody.'] : []),
      sessions > 0
        ? `${countOf(sessions, 'session that began there goes', 'sessions that began there go')} on.`
        : 'No session that began there is open.',
      identities > 0
        ? `Nobody is removed. ${countOf(identities, 'person', 'people')} known from ${idp} will be known when you ` +
          'turn it on again.'
        : 'Nobody is removed.',
    ],
    done: { title: 'Single sign-on is off', detail: 'People sign in with emailed codes.' },
  };
}

function require(view: ConnectionView): SwitchWords {
  const { membersInDomains } = view.counts;
  const idp = providerName(view.provider);
  return {
    title: 'Require single sign-on',
    confirmLabel: 'Require SSO',
    cancelLabel: 'Cancel',
    tone: 'danger',
    consequences: [
      `Emailed codes are refused for ${addresses(view)} from now on: ` +
        `${countOf(membersInDomains, 'member gets', 'members get')} in through ${idp} or not at all.`,
      `${breakGlassNames(view)} can still use an emailed code, nobody else.`,
      'Members with addresses of other domains go on with codes. Whoever is signed in stays signed in.',
    ],
    done: { title: 'Single sign-on is required', detail: `Emailed codes are refused for ${addresses(view)}.` },
  };
}

function stopRequiring(view: ConnectionView): SwitchWords {
  return {
    title: 'Stop requiring single sign-on',
    confirmLabel: 'Allow emailed codes',
    cancelLabel: 'Keep requiring it',
    tone: 'danger',
    consequences: [
      `People with ${addresses(view)} can sign in with an emailed code again, without ` +
        `${providerName(view.provider)} and the second factor that it may ask for.`,
      'Single sign-on itself stays on.',
    ],
    done: { title: 'Single sign-on is not required any more', detail: 'Emailed codes work again.' },
  };
}
