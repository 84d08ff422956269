import { Eye } from 'lucide-react';

/** Says to people who may only look whom they can ask. */
export function ViewerLine({ managers }: { managers: readonly string[] }) {
  const shown = managers.slice(0, 3).join(', ');
  const more = managers.length > 3 ? ` and ${managers.length - 3} more` : '';
  return (
    <p
      className={
        'mb-4 flex max-w-wide gap-2 rounded-card border border-line bg-info-soft px-3 py-2 ' +
        'text-sm text-ink-2'
      }
    >
      <Eye className="mt-0.5 text-info" />
      <span>
        You can look but not change.{' '}
        {shown ? `Ask an owner or admin: ${shown}${more}`.replace(/\.?$/, '.') : 'Ask an owner or admin.'}
      </span>
    </p>
  );
}
