import type { EvidenceEvent, Person, PersonGrant } from '@/lib/people/person';
import type { ShownExplanation } from '@/lib/people/shown-explanation';
import type { RoleStep } from '@/lib/roles/explain-roles';

/** One step of why a person has, or has not, the roles they have. */
export interface WhyStep {
  kind: RoleStep['kind'] | 'grant' | 'left';
  sentence: string;
  event: EvidenceEvent | null;
  at: Date | null;
  /** When the rule of the step was saved, and by whom. */
  rule: { id: string; savedAt: Date; savedByName: string } | null;
}

export interface WhyRoles {
  hasAccess: boolean;
  /** Access or none, and why none. */
  verdict: string;
  steps: WhyStep[];
}

/**
 * Why a person has the roles that they hold now. Of people whom the mapping manages it tells the mapping's steps,
 * each with the event and the rule that the role was given by; of others, who gave them what.
 */
export function whyRoles(person: Person): WhyRoles {
  if (person.departure) return whyGone(person);
  const hasAccess = person.grants.length > 0;
  if (!person.rolesLocked || !person.explanation) {
    const verdict = hasAccess ? `Has access as ${names(person)}.` : 'No role, so no access: nobody has given them one.';
    return { hasAccess, verdict, steps: [step('facts', whoDecides(person)), ...grantSteps(person), result(person)] };
  }
  return { hasAccess, ...whyMapped(person, person.explanation) };
}

/** Sets what the mapping gives beside what the person holds; they differ while a change is being applied. */
function whyMapped(person: Person, explanation: ShownExplanation): Pick<WhyRoles, 'verdict' | 'steps'> {
  const { grants } = person;
  const given = new Set(explanation.roles.map(({ key }) => key));
  const extra = grants.filter(({ key }) => !given.has(key));
  const missing = explanation.roles.filter(({ key }) => grants.every((grant) => grant.key !== key));
  const derived = explanation.steps.filter(({ kind }) => kind !== 'result').map((one) => evidenced(one, grants));
  const agrees = extra.length === 0 && missing.length === 0;
  const withoutAccess = 'No role, so no access yet.';
  return {
    verdict: agrees ? explanation.verdict : grants.length > 0 ? `Has access as ${names(person)}.` : withoutAccess,
    steps: [
      ...derived,
      ...extra.map((grant) => {
        const reason = `${grant.name}: ${grant.reason}. The mapping does not give it.`;
        return step('grant', reason, grant.event, grant.grantedAt);
      }),
      ...missing.map(({ name }) => step('grant', `${name} is given as soon as the mapping has been applied.`)),
      result(person),
    ],
  };
}

/** The step with the event that gave the role because of it. A role may be had because of several steps; one gave it. */
function evidenced({ kind, sentence, ruleId, roleKey }: RoleStep, grants: readonly PersonGrant[]): WhyStep {
  const gives = kind === 'rule' || kind === 'key' || kind === 'default';
  const grant = gives ? grants.find((held) => held.key === roleKey && held.ruleId === ruleId) : undefined;
  if (!grant) return step(kind, sentence);
  const { rule, event, grantedAt } = grant;
  const saved = rule && { id: rule.id, savedAt: rule.savedAt, savedByName: rule.savedByName };
  return { ...step(kind, sentence, event, event?.at ?? grantedAt), rule: saved };
}

function whoDecides({ resource, scimEnabled, roleSource, explanation, rolesFollowSignIn }: Person): string {
  if (rolesFollowSignIn) {
    return 'SCIM is off, so the mapping decides at each sign-in through SSO, from the claims that arrive.';
  }
  if (!resource) return 'No identity provider manages this person: admins decide about their roles, on Members.';
  if (scimEnabled || roleSource === 'PORTAL') {
    return 'Roles are managed in the portal: admins decide about them, on Members.';
  }
  const would = explanation?.roles.map(({ name }) => name).join(', ') || 'no role';
  return `SCIM is off, so roles stay as they are and admins may change them. Were it on, the mapping would give: ${would}.`;
}

function grantSteps({ grants, rolesLocked, rolesFollowSignIn }: Person): WhyStep[] {
  return grants.map(({ name, reason, source, rule, event, grantedAt }) => {
    const isCurrent = source === 'PORTAL' || rolesLocked || (source === 'SSO' && rolesFollowSignIn);
    const kept = isCurrent ? '' : ' It stays from when the mapping decided.';
    const saved = rule && { id: rule.id, savedAt: rule.savedAt, savedByName: rule.savedByName };
    return { ...step('grant', `${name}: ${reason}.${kept}`, event, event?.at ?? grantedAt), rule: saved };
  });
}

function whyGone(person: Person): WhyRoles {
  const { departure, grants } = person;
  const ended = departure?.sessionsEnded ?? 0;
  const sentence = departure?.event?.summary ?? 'They left; the event that says why is no longer kept';
  const steps = [
    step('left', `${sentence}.`, departure?.event ?? null, departure?.at ?? null),
    ...(ended > 0 ? [step('left', ended === 1 ? '1 session ended in that moment.' : `${ended} sessions ended in that moment.`)] : []),
    ...(grants.length > 0 ? [step('grant', `Should they return, this waits for them: ${names(person)}.`)] : []),
    step('result', 'No access.'),
  ];
  return { hasAccess: false, verdict: 'No access: this person has left.', steps };
}

function result(person: Person): WhyStep {
  const [highest, ...others] = person.grants;
  if (!highest) return step('result', 'No role, so no access.');
  const sentence = others.length === 0 ? `${highest.name}.` : `${highest.name}, the highest of ${names(person)}.`;
  return step('result', sentence, null, highest.grantedAt);
}

function names({ grants }: Person): string {
  return grants.map(({ name }) => name).join(', ');
}

function step(kind: WhyStep['kind'], sentence: string, event: EvidenceEvent | null = null, at: Date | null = null): WhyStep {
  return { kind, sentence, event, at, rule: null };
}
