import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import { Sentence } from './sentence';

const tones = {
  access: { icon: CircleCheck, look: 'text-ok' },
  none: { icon: TriangleAlert, look: 'text-warn' },
  left: { icon: CircleDashed, look: 'text-ink-2' },
} as const;

/** The first thing to say: access or none, and why none. */
export function Verdict({ tone, children }: { tone: keyof typeof tones; children: string }) {
  const { icon: Icon, look } = tones[tone];
  return (
    <p className="flex gap-2 text-base font-semibold">
      <Icon className={`mt-1 ${look}`} />
      <span className="min-w-0">
        <Sentence>{children}</Sentence>
      </span>
    </p>
  );
}
