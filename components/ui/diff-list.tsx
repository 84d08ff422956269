import { classNames } from './class-names';

export interface DiffItem {
  label: string;
  /** `null`: there was none. */
  before: string | null;
  /** `null`: there is none any more. */
  after: string | null;
}

function Side({ sign, word, value }: { sign: '+' | '−'; word: string; value: string }) {
  return (
    <span
      className={classNames(
        'mono-sm flex min-w-0 gap-2 rounded-badge px-2 wrap-anywhere',
        sign === '+' ? 'bg-diff-add' : 'bg-diff-del',
      )}
    >
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{word}: </span>
      <span className="min-w-0">{value === '' ? '(empty)' : value}</span>
    </span>
  );
}

/** Attribute by attribute, what was and what is. The signs are text, so the colours only repeat them. */
export function DiffList({ items }: { items: readonly DiffItem[] }) {
  return (
    <dl
      className={
        'grid gap-x-4 gap-y-1 text-sm tablet:grid-cols-[minmax(6rem,10rem)_minmax(0,1fr)] ' +
        'tablet:gap-y-2.5'
      }
    >
      {items.map((item) => (
        <div key={item.label} className="contents">
          <dt className="text-ink-2 wrap-anywhere">{item.label}</dt>
          <dd className="flex min-w-0 flex-col gap-0.5 max-tablet:mb-2">
            {item.before === null ? null : <Side sign="−" word="Before" value={item.before} />}
            {item.after === null ? null : <Side sign="+" word="After" value={item.after} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
