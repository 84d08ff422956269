import type { IdentityProvider } from '@/lib/credentials/identity-providers';
import type { SetupEvent, SetupProgress } from '@/lib/activity/setup-progress';
import { providerName } from '@/lib/activity/provider-name';
import type { StepState } from '../ui/checklist';

/** One line of the set-up checklist. */
export interface SetupStep {
  id: 'credential' | 'tested' | 'created' | 'updated' | 'deactivated';
  title: string;
  state: StepState;
  /** What came, what is awaited, or what stands in the way. */
  text: string | null;
  /** Only for problems: what to correct. */
  correction: { text: string; href: string } | null;
  /** When it happened, and the event that proves it. */
  evidence: { at: string; eventId: string | null } | null;
}

type Outcome = Omit<SetupStep, 'id' | 'title'>;

const scimPage = '/settings/identity/scim';

/** What an admin does in each console for the next step to happen. */
const waitingFor: Record<IdentityProvider, Record<Exclude<SetupStep['id'], 'credential'>, string>> = {
  OKTA: {
    tested:
      'Waiting for Okta. Press “Test Connector Configuration” there; catalog apps call it “Test API ' +
      'Credentials”.',
    created: 'Waiting for Okta. Assign one person to the app; Okta usually calls within a minute.',
    updated: 'Waiting for Okta. Change something in that person’s profile, such as their title.',
    deactivated: 'Waiting for Okta. Unassign the person, to see that leaving works.',
  },
  ENTRA: {
    tested: 'Waiting for Entra. Press “Test connection” there.',
    created:
      'Waiting for Entra. Use “Provision on demand” for one person. A first cycle takes 20 minutes to ' +
      'several hours.',
    updated: 'Waiting for Entra. Change something about that person and provision them on demand again.',
    deactivated:
      'Waiting for Entra. Unassign the person and provision them on demand, to see that leaving works.',
  },
  JUMPCLOUD: {
    tested:
      'Waiting for JumpCloud. Press “Test Connection” there. It creates a test person and a test group, and ' +
      'deletes both again.',
    created: 'Waiting for JumpCloud. Give the application a user group with one person in it.',
    updated: 'Waiting for JumpCloud. Change something about that person, such as their job title.',
    deactivated: 'Waiting for JumpCloud. Take the person out of the group, to see that leaving works.',
  },
  OTHER: {
    tested: 'Waiting for your identity provider. Test the connection there.',
    created: 'Waiting for your identity provider. Assign one person there.',
    updated: 'Waiting for your identity provider. Change something about that person.',
    deactivated: 'Waiting for your identity provider. Unassign the person, to see that leaving works.',
  },
};

/**
 * How far the set-up has come, step by step; the first step that is neither done nor in trouble is the one
 * awaited.
 */
export function setupSteps(progress: SetupProgress, provider: IdentityProvider): SetupStep[] {
  const name = providerName(provider, 'start');
  const steps: SetupStep[] = [
    { id: 'credential', title: 'Credential created', ...credentialStep(progress) },
    { id: 'tested', title: `${name} tested the connection`, ...testedStep(progress, name) },
    {
      id: 'created',
      title: 'First person created',
      ...eventStep(progress.created, failedBy(progress, ['POST'])),
    },
    {
      id: 'updated',
      title: 'First update',
      ...eventStep(progress.updated, failedBy(progress, ['PUT', 'PATCH'])),
    },
    { id: 'deactivated', title: 'First deactivation', ...eventStep(progress.deactivated, null) },
  ];
  return steps.map((step, index) => settle(step, steps.slice(0, index), steps.slice(index + 1), provider));
}

function credentialStep({ credential }: SetupProgress): Outcome {
  if (!credential) return open;
  const { label, hint, createdAt } = credential;
  return done(`${label} · ${hint}`, { at: createdAt, eventId: null });
}

function testedStep(progress: SetupProgress, name: string): Outcome {
  const { refused, lastCall, called, scimEnabled } = progress;
  if (refused && refused.at > lastAccepted(progress)) {
    return problem(
      `A call came with a token that is not ` +
        `valid${refused.clientAddress ? `, from ${refused.clientAddress}` : ''}.`,
      { text: 'What to correct', href: eventHref(refused) },
      refused,
    );
  }
  if (!lastCall && !called) return open;
  const evidence = called ? { at: called.at, eventId: called.id } : { at: lastCall?.at ?? '', eventId: null };
  if (!scimEnabled) {
    const text = `${name} called, but SCIM is off, so it was answered 503.`;
    return { ...problem(text, { text: 'Turn SCIM on', href: scimPage }, null), evidence };
  }
  return done(lastCall?.from ? `Called from ${lastCall.from}.` : null, evidence);
}

/** The newest moment at which a call is known to have been let in; "" sorts before every time. */
function lastAccepted({ lastCall, called, created, updated, deactivated, failed }: SetupProgress): string {
  const times = [lastCall, called, created, updated, deactivated, failed].map((each) => each?.at ?? '');
  return times.sort().at(-1) ?? '';
}

function failedBy({ failed }: SetupProgress, methods: readonly string[]): SetupEvent | null {
  return failed && failed.status !== 503 && methods.includes(failed.method ?? '') ? failed : null;
}

function eventStep(event: SetupEvent | null, failure: SetupEvent | null): Outcome {
  if (event) return done(`${event.summary}.`, { at: event.at, eventId: event.id });
  if (!failure) return open;
  return problem(`${failure.summary}.`, { text: 'What to correct', href: eventHref(failure) }, failure);
}

const open: Outcome = { state: 'not-yet', text: null, correction: null, evidence: null };

function done(text: string | null, evidence: Outcome['evidence']): Outcome {
  return { state: 'done', text, correction: null, evidence };
}

function problem(text: string, correction: Outcome['correction'], event: SetupEvent | null): Outcome {
  return { state: 'problem', text, correction, evidence: event ? { at: event.at, eventId: event.id } : null };
}

function eventHref({ id }: SetupEvent): string {
  return `/settings/identity/activity/${id}`;
}

/** Says of an open step whether it is its turn, or whether the others went past it. */
function settle(
  step: SetupStep,
  before: readonly SetupStep[],
  after: readonly SetupStep[],
  provider: IdentityProvider,
): SetupStep {
  if (step.state !== 'not-yet') return step;
  if (step.id === 'credential')
    return { ...step, state: 'waiting', text: 'Create one on this page; its token is shown once.' };
  if (after.some(({ state }) => state === 'done')) {
    return { ...step, state: 'skipped', text: 'Not seen yet. It ticks when it comes.' };
  }
  const isNext = before.every(({ state }) => state === 'done' || state === 'skipped');
  return isNext ? { ...step, state: 'waiting', text: waitingFor[provider][step.id] } : step;
}
