import { EyeOff, TriangleAlert, Wrench } from 'lucide-react';
import type { EventNote } from '@/lib/activity/identity-event';

const kinds = {
  warning: { icon: TriangleAlert, word: 'Warning', look: 'text-warn' },
  repaired: { icon: Wrench, word: 'Repaired', look: 'text-info' },
  ignored: { icon: EyeOff, word: 'Ignored', look: 'text-ink-2' },
} as const;

const order: readonly EventNote['kind'][] = ['warning', 'repaired', 'ignored'];

/** What happened otherwise than the client may think: warnings first. */
export function EventNotes({ notes }: { notes: readonly EventNote[] }) {
  if (notes.length === 0) return null;
  const sorted = order.flatMap((kind) => notes.filter((note) => note.kind === kind));
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">Worth knowing</h3>
      <ul className="flex flex-col gap-1.5">
        {sorted.map(({ kind, text }) => {
          const { icon: Icon, word, look } = kinds[kind];
          return (
            <li key={`${kind} ${text}`} className="flex gap-2">
              <Icon className={`mt-0.5 ${look}`} />
              <span className="min-w-0 wrap-anywhere text-ink-2">
                <span className={`font-medium ${look}`}>{word}:</span> {text}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
