import { describe, expect, it } from 'vitest';
import type { SetupEvent, SetupProgress } from '@/lib/activity/setup-progress';
import { setupSteps } from './setup-steps';

const nothing: SetupProgress = {
  scimEnabled: true,
  credential: null,
  lastCall: null,
  called: null,
  created: null,
  updated: null,
  deactivated: null,
  refused: null,
  failed: null,
};

function at(minute: number): string {
  return new Date(Date.UTC(2026, 10, 21, 18, minute)).toISOString();
}

function event(minute: number, facts: Partial<SetupEvent> = {}): SetupEvent {
  const id = `event-${minute}`;
  return {
    id,
    at: at(minute),
    summary: 'Okta production created Ana Ruiz',
    method: 'POST',
    status: 201,
    clientAddress: '20.105.4.9',
    ...facts,
  };
}

const credential = { label: 'Okta production', hint: 'rc_live_…k7Qd', createdAt: at(0) };
const lastCall = { at: at(5), from: '20.105.4.9' };

function states(progress: Partial<SetupProgress>): string[] {
  return setupSteps({ ...nothing, ...progress }, 'OKTA').map(({ state }) => state);
}

describe('setupSteps', () => {
  it('waits for the first step alone when nothing has happened', () => {
    expect(states({})).toEqual(['waiting', 'not-yet', 'not-yet', 'not-yet', 'not-yet']);
  });

  it('waits for the identity provider once a credential exists, and says what to press there', () => {
    expect(states({ credential })).toEqual(['done', 'waiting', 'not-yet', 'not-yet', 'not-yet']);
    expect(setupSteps({ ...nothing, credential }, 'ENTRA')[1]?.text).toMatch(/Test connection/);
  });

  it('ticks each step from the event that proves it', () => {
    const created = event(6);
    const steps = setupSteps({ ...nothing, credential, lastCall, created }, 'OKTA');
    expect(steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'waiting', 'not-yet']);
    expect(steps[2]?.evidence).toEqual({ at: created.at, eventId: created.id });
  });

  it('is finished when all five have happened', () => {
    const progress = { credential, lastCall, created: event(6), updated: event(7), deactivated: event(8) };
    expect(states(progress)).toEqual(['done', 'done', 'done', 'done', 'done']);
  });

  it('shows a call with a wrong token as a problem and links to it', () => {
    const refused = event(4, { status: 401 });
    const tested = setupSteps({ ...nothing, credential, refused }, 'OKTA')[1];
    expect(tested).toMatchObject({
      state: 'problem',
      correction: { href: `/settings/identity/activity/${refused.id}` },
    });
    expect(tested?.text).toMatch(/not valid, from 20\.105\.4\.9/);
  });

  it('forgets a wrong token as soon as a later call is let in', () => {
    expect(states({ credential, lastCall, refused: event(4) })[1]).toBe('done');
    expect(states({ credential, lastCall, refused: event(9) })[1]).toBe('problem');
    expect(states({ credential, lastCall, refused: event(9), created: event(10) })[1]).toBe('done');
  });

  it('says that calls cannot succeed while SCIM is off', () => {
    const tested = setupSteps({ ...nothing, scimEnabled: false, credential, lastCall }, 'OKTA')[1];
    expect(tested).toMatchObject({ state: 'problem', correction: { href: '/settings/identity/scim' } });
  });

  it('shows why the first person could not be created', () => {
    const failed = event(6, { status: 400, summary: 'Okta production could not create Ana Ruiz' });
    const created = setupSteps({ ...nothing, credential, lastCall, failed }, 'OKTA')[2];
    expect(created).toMatchObject({ state: 'problem', text: 'Okta production could not create Ana Ruiz.' });
  });

  it('marks a step that the others went past as skipped, and waits for the one after', () => {
    expect(states({ credential, lastCall, created: event(6), deactivated: event(8) })).toEqual([
      'done',
      'done',
      'done',
      'skipped',
      'done',
    ]);
    expect(states({ lastCall, created: event(6) })).toEqual([
      'waiting',
      'done',
      'done',
      'not-yet',
      'not-yet',
    ]);
  });
});
