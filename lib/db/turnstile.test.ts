import { describe, expect, it } from 'vitest';
import { Turnstile } from '@/lib/db/turnstile';

const limits = { together: 3, ofOne: 2, waitingOfOne: 2 };

/** Lets pending promises go on. */
async function settle(): Promise<void> {
  await new Promise(setImmediate);
}

class Visitors {
  readonly inside: string[] = [];
  private readonly leave = new Map<string, () => void>();

  constructor(private readonly turnstile: Turnstile) {}

  send(party: string, name: string): Promise<boolean> {
    return this.turnstile.enter(party).then((leave) => {
      if (!leave) return false;
      this.inside.push(name);
      this.leave.set(name, leave);
      return true;
    });
  }

  async go(name: string): Promise<void> {
    this.inside.splice(this.inside.indexOf(name), 1);
    this.leave.get(name)?.();
    await settle();
  }
}

describe('Turnstile', () => {
  it('lets no party take all, and nobody wait for a party that has its share', async () => {
    const visitors = new Visitors(new Turnstile(limits));
    for (const name of ['a1', 'a2', 'a3']) void visitors.send('a', name);
    for (const name of ['b1', 'b2']) void visitors.send('b', name);
    await settle();
    expect(visitors.inside).toEqual(['a1', 'a2', 'b1']);

    await visitors.go('b1');
    expect(visitors.inside).toEqual(['a1', 'a2', 'b2']);
    await visitors.go('a1');
    expect(visitors.inside).toEqual(['a2', 'b2', 'a3']);
  });

  it('turns away who would make a queue too long, and takes others in its place later', async () => {
    const visitors = new Visitors(new Turnstile(limits));
    for (const name of ['a1', 'a2', 'a3', 'a4']) void visitors.send('a', name);
    expect(await visitors.send('a', 'a5')).toBe(false);
    await settle();
    await visitors.go('a1');
    await visitors.go('a2');
    expect(visitors.inside).toEqual(['a3', 'a4']);
    void visitors.send('a', 'a6');
    await visitors.go('a3');
    expect(visitors.inside).toEqual(['a4', 'a6']);
  });
});
