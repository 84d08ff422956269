/** What a refusal or an error of a sign-in means, for the person at the door and for whoever can open it. */
export interface SsoCodeMeaning {
  /** The heading of the page that the person sees. */
  title: string;
  /** What it means for them, and whom to ask for what; nothing that only an admin may know. */
  forPerson: string;
  /** Why it happened and what to do, for an admin who reads the event. */
  forAdmin: string;
}

/** Every code that a sign-in can end in. Customers' runbooks quote them, so they are never renamed. */
export const ssoCodes = {
  scim_required_user_not_provisioned: {
    title: 'You are not set up here yet',
    forPerson:
      'Your organisation decides in its identity provider who may use this application, and has not assigned you ' +
      'yet. Ask your IT team to assign you to it.',
    forAdmin:
      'SCIM is on, and the identity provider has not sent this person yet. Assign them to the application there; ' +
      'they can sign in as soon as they have been sent.',
  },
  scim_user_deactivated: {
    title: 'Your account is switched off',
    forPerson:
      'Your organisation has switched your account off in its identity provider. If that is a mistake, ask your IT ' +
      'team to assign or activate you again.',
    forAdmin:
      'The identity provider has deactivated this person by SCIM and yet let them sign in. Activate or assign them ' +
      'there again; they come back as they were.',
  },
  sso_user_removed: {
    title: 'Your account was removed',
    forPerson: 'You are no longer a member of this organisation here. Ask an owner or admin to invite you again.',
    forAdmin:
      'This person was removed here, or switched off while SCIM was on. Single sign-on does not undo that: invite ' +
      'them again on the Members page.',
  },
  sso_email_missing: {
    title: 'Your identity provider did not send your email address',
    forPerson: 'Without it we cannot tell who you are. Ask your IT team to send it to this application.',
    forAdmin:
      'The claim that holds the email address was missing or held none. Send it, or name the right claim under ' +
      'Settings → Identity → SSO.',
  },
  sso_email_not_verified: {
    title: 'Your email address is not verified',
    forPerson: 'Your identity provider says that your email address is not verified. Ask your IT team to verify it.',
    forAdmin: 'The identity provider sent email_verified: false. Verify the address there.',
  },
  sso_email_domain_not_verified: {
    title: 'Your email address belongs to another organisation',
    forPerson:
      'Your organisation may only vouch for addresses of its own domains, and yours is not one of them. Ask your IT ' +
      'team to add the domain, or to sign you in with another address.',
    forAdmin:
      'The address is not in a domain that is verified for this organisation. Add the domain under Settings → ' +
      'Identity → SSO, or send another address.',
  },
  sso_account_ambiguous: {
    title: 'Your address belongs to several accounts',
    forPerson: 'We cannot tell which account is yours. Ask an owner or admin of your organisation.',
    forAdmin: 'Several active members have this email address. Give all but one of them another one.',
  },
  sso_subject_conflict: {
    title: 'Somebody else signs in with this account',
    forPerson:
      'Another account of your identity provider was used for this address before. Ask an owner or admin to let you ' +
      'take it over.',
    forAdmin:
      'The member with this address has signed in as another subject of the identity provider. If it is the same ' +
      'person, open their page and press “Forget how they sign in”; if not, remove the member first.',
  },
  sso_disabled: {
    title: 'Single sign-on is switched off',
    forPerson: 'Your organisation does not use single sign-on here. Sign in with your email address.',
    forAdmin: 'A sign-in came from the identity provider while single sign-on is off. Nothing was changed.',
  },
  sso_request_unknown: {
    title: 'This sign-in is too old, or was used already',
    forPerson: 'Start again. Going back to a page of the sign-in, or reloading it, leads here.',
    forAdmin:
      'The answer belongs to no sign-in that is waited for: it took longer than ten minutes, came twice, or was made ' +
      'up. If it comes from a tile in the identity provider, allow sign-ins that begin there, or give the tile the ' +
      'start address.',
  },
  sso_browser_mismatch: {
    title: 'This sign-in was begun in another browser',
    forPerson: 'Start again in this browser.',
    forAdmin:
      'The answer came from another browser than the one that asked, or it refuses cookies. That is how somebody ' +
      'would try to sign others in to an account of theirs.',
  },
  sso_configuration_changed: {
    title: 'Please sign in again',
    forPerson: 'The single sign-on of your organisation was changed while you were signing in. Start again.',
    forAdmin: 'The connection was changed between the question and the answer. Nothing is to be done.',
  },
  sso_idp_initiated_not_allowed: {
    title: 'Start signing in here',
    forPerson:
      'Your organisation does not allow sign-ins that begin at the identity provider. Enter your address here.',
    forAdmin:
      'A response came without a request of ours. Allow it under Settings → Identity → SSO, if people use the tile ' +
      'in the identity provider.',
  },
  sso_idp_refused: {
    title: 'Your identity provider refused',
    forPerson: 'Your identity provider did not let you in to this application. Ask your IT team.',
    forAdmin: 'The identity provider answered with an error of its own, quoted below. Look into its log.',
  },
  sso_idp_unreachable: {
    title: 'Your identity provider cannot be reached',
    forPerson: 'Try again in a few minutes. If it stays so, tell your IT team.',
    forAdmin:
      'This server could not get what it needs from the identity provider. Check the address under Settings → ' +
      'Identity → SSO, and the network.',
  },
  sso_token_invalid: {
    title: 'The answer of your identity provider was not accepted',
    forPerson: 'Start again. If it happens again, tell your IT team the code below.',
    forAdmin: 'A check of the ID token failed; which one is said below.',
  },
  sso_response_invalid: {
    title: 'The answer of your identity provider was not accepted',
    forPerson: 'Start again. If it happens again, tell your IT team the code below.',
    forAdmin: 'A check of the SAML response failed; which one is said below.',
  },
  sso_response_replayed: {
    title: 'This sign-in was used already',
    forPerson: 'Start again. Each sign-in works once.',
    forAdmin: 'The same SAML assertion came a second time. It was not accepted.',
  },
  sso_clock_skew: {
    title: 'The clocks do not agree',
    forPerson: 'Try again. If it happens again, tell your IT team the code below.',
    forAdmin:
      'The answer is not valid yet, or not any more, by the clock of this server. Check both clocks: up to 60 ' +
      'seconds are tolerated.',
  },
} as const satisfies Record<string, SsoCodeMeaning>;

export type SsoCode = keyof typeof ssoCodes;
