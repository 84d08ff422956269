import { describe, expect, it } from 'vitest';
import { testContext } from '@/conformance/support/test-context';
import { groupEvent } from '@/lib/provisioning/group-event';
import type { GroupHappening } from '@/lib/provisioning/group-event';
import type { Counted, NamedMember } from '@/lib/provisioning/membership-plan';

const finance = { displayName: 'Finance' };
const europe = { displayName: 'Finance EU' };
const nobody: Counted<NamedMember> = { count: 0, some: [] };
const ana: Counted<NamedMember> = { count: 1, some: [{ id: '1', name: 'Ana Ruiz' }] };
const crowd: Counted<NamedMember> = {
  count: 170,
  some: Array.from({ length: 50 }, (_, n) => ({ id: `p${n}`, name: `Person ${n}` })),
};

function eventOf(happening: Partial<GroupHappening>) {
  const notes = { ignored: [], repairs: [] };
  const whole = { id: 'g', before: finance, after: finance, plan: null, notes, ...happening };
  return groupEvent(testContext('t'), whole);
}

/** What happened, and the sentence for it. */
const sentences: [happening: Partial<GroupHappening>, sentence: string][] = [
  [{ before: null }, 'created the group Finance'],
  [{ before: null, plan: { joining: ana, leaving: nobody } }, 'created the group Finance with Ana Ruiz'],
  [{ before: null, plan: { joining: crowd, leaving: nobody } }, 'created the group Finance with 170 members'],
  [{ after: null }, 'deleted the group Finance'],
  [{ plan: { joining: ana, leaving: nobody } }, 'added Ana Ruiz to Finance'],
  [{ plan: { joining: crowd, leaving: nobody } }, 'added 170 members to Finance'],
  [{ plan: { joining: nobody, leaving: ana } }, 'removed Ana Ruiz from Finance'],
  [{ plan: { joining: crowd, leaving: ana } }, 'added 170 members to Finance and removed Ana Ruiz'],
  [{ after: europe }, 'renamed the group Finance to Finance EU'],
  [{ after: { ...finance, externalId: '7' } }, 'updated the group Finance'],
  [
    { after: europe, plan: { joining: nobody, leaving: ana } },
    'renamed the group Finance to Finance EU and removed Ana Ruiz',
  ],
  [
    { after: europe, plan: { joining: crowd, leaving: ana } },
    'renamed the group Finance to Finance EU, added 170 members and removed Ana Ruiz',
  ],
];

describe('groupEvent', () => {
  it.each(sentences)('of %j says what happened', (happening, sentence) => {
    expect(eventOf(happening).summary).toBe(`Okta production ${sentence}`);
  });

  it('lists who went and who came, and how many more there are than it lists', () => {
    const { changes } = eventOf({ plan: { joining: crowd, leaving: ana } });
    expect(changes).toHaveLength(1);
    const [{ attribute, before, after }] = changes as [NonNullable<typeof changes>[number]];
    expect(attribute).toBe('members');
    expect(before).toEqual(['Ana Ruiz (1)']);
    expect(after).toHaveLength(51);
    expect((after as string[])[0]).toBe('Person 0 (p0)');
    expect((after as string[]).at(-1)).toBe('and 120 more');
  });

  it('is a deprovisioning only for a deleted group', () => {
    expect(eventOf({ after: null }).type).toBe('scim_deprovision');
    expect(eventOf({ plan: { joining: nobody, leaving: crowd } }).type).toBe('scim_provision');
  });
});
