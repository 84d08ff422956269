import type { ReactNode } from 'react';
import { Mono } from '../ui/mono';

/** A paragraph of the reference. Parts between backquotes are machine text. */
export function ReferenceText({ children }: { children: string }) {
  return <p className="max-w-prose text-base text-ink-2">{withMachineText(children)}</p>;
}

/** Sentences that stand side by side. */
export function ReferenceList({ items }: { items: readonly string[] }) {
  return (
    <ul className="flex max-w-prose list-disc flex-col gap-1 ps-5 text-base text-ink-2 marker:text-ink-3">
      {items.map((item) => (
        <li key={item}>{withMachineText(item)}</li>
      ))}
    </ul>
  );
}

/** "Send `id`." with what stands between backquotes as machine text. */
export function withMachineText(text: string): ReactNode[] {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <Mono key={index} className="text-ink">
        {part}
      </Mono>
    ),
  );
}
