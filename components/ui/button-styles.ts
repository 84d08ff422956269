import { classNames } from './class-names';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

/** `md` is 32 px high, `sm` 28 px for tables and toolbars; both grow to 40 px for a finger. */
export type ButtonSize = 'md' | 'sm';

const variants: Record<ButtonVariant, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover',
  secondary: 'border-line-2 bg-surface text-ink hover:bg-hover',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink',
  danger:
    'border-bad-solid bg-bad-solid text-on-accent hover:border-bad-solid-hover hover:bg-bad-solid-hover',
};

const unavailable = classNames(
  'disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-3',
  'aria-disabled:cursor-default',
);

/** The look that buttons and links that act like buttons share. */
export function buttonStyles(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md'): string {
  return classNames(
    'tap-target inline-flex shrink-0 items-center justify-center',
    'gap-2 rounded-control border text-sm font-medium',
    'whitespace-nowrap no-underline transition-colors duration-120 ease-(--ease) pointer-coarse:h-10',
    size === 'md' ? 'h-8 px-3' : 'h-7 px-2.5',
    variants[variant],
    unavailable,
  );
}
