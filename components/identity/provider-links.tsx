import Link from 'next/link';
import { Circle, CircleDot } from 'lucide-react';
import { providerChoices, type ProviderChoice } from './provider-choice';

const cardStyles =
  'flex items-center gap-2.5 rounded-control border border-line-2 bg-surface p-3 text-sm font-medium ' +
  'no-underline transition-colors duration-120 hover:bg-hover pointer-coarse:min-h-11 ' +
  'aria-[current]:border-accent aria-[current]:bg-selected aria-[current]:text-accent-text';

/** Which identity provider is being set up: links, so that a guide can be sent to a colleague. */
export function ProviderLinks({ current }: { current: ProviderChoice }) {
  return (
    <nav aria-label="Identity provider">
      <ul className="grid grid-cols-2 gap-2 tablet:grid-cols-4">
        {providerChoices.map(({ slug, label }) => (
          <li key={slug}>
            <Link
              href={`/settings/identity/setup?idp=${slug}`}
              aria-current={slug === current.slug ? 'true' : undefined}
              scroll={false}
              className={cardStyles}
            >
              {slug === current.slug ? <CircleDot /> : <Circle className="text-ink-3" />}
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
