'use client';

import { useId, useState, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from './class-names';
import { Input } from './input';

export interface ComboboxOption {
  /** What picking it writes into the field; unique in the list. */
  value: string;
  /** At the end of its line: a count. */
  detail?: ReactNode;
  /** Under the value. */
  description?: ReactNode;
}

export interface ComboboxProps {
  /** What the input takes over: from its field, and a placeholder. */
  input: ComponentProps<'input'>;
  value: string;
  /** Names the list for screen readers: "Groups". */
  listLabel: string;
  options: readonly ComboboxOption[];
  /** Machine text. */
  mono?: boolean;
  className?: string;
  /** Typing; whatever is typed is kept, whether or not it is listed. */
  onValueChange: (value: string) => void;
  /** An option was picked. Without it, picking counts as typing. */
  onPick?: (option: ComboboxOption) => void;
  /** The list opens or closes: the moment to ask for options. */
  onOpenChange?: (open: boolean) => void;
}

/** The option that arrow keys lead to; leaving either end of the list leads to the other. */
function neighbour(active: number, step: 1 | -1, count: number): number {
  if (active < 0) return step > 0 ? 0 : count - 1;
  return (active + step + count) % count;
}

function useList({ value, options, onValueChange, onPick, onOpenChange }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  // By value, because the options may be others by the time one is picked.
  const [activeValue, setActive] = useState<string | null>(null);
  const active = options.findIndex((option) => option.value === activeValue);
  function show(next: boolean) {
    setActive(null);
    if (next === open) return;
    setOpen(next);
    onOpenChange?.(next);
  }
  function pick(option: ComboboxOption | undefined) {
    if (!option) return;
    if (onPick) onPick(option);
    else onValueChange(option.value);
    show(false);
  }
  function handleKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) show(true);
      else {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setActive(options[neighbour(active, step, options.length)]?.value ?? null);
      }
    } else if (event.key === 'Enter' && open && active >= 0) {
      event.preventDefault();
      pick(options[active]);
    } else if (event.key === 'Escape' && open) {
      // An open dialog or panel is the next thing to close, not this one.
      event.preventDefault();
      event.stopPropagation();
      show(false);
    }
  }
  const visible = open && options.length > 0 && !(options.length === 1 && options[0]?.value === value);
  return { visible, active: visible ? active : -1, show, pick, handleKey };
}

/**
 * A text field with suggestions. It is a native input all the time; the list is an offer, opened by typing, a
 * press, or the down arrow, and walked with the arrow keys. Without scripts it is the input alone.
 */
export function Combobox(props: ComboboxProps) {
  const { value, listLabel, options, className, mono, input } = props;
  const listId = useId();
  const { visible, active, show, pick, handleKey } = useList(props);
  return (
    <span className={classNames('relative block min-w-0', className)}>
      <Input
        autoComplete="off"
        spellCheck={false}
        {...input}
        mono={mono}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={visible}
        aria-controls={visible ? listId : undefined}
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        value={value}
        onChange={(event) => {
          props.onValueChange(event.currentTarget.value);
          show(true);
        }}
        onClick={() => show(true)}
        onKeyDown={handleKey}
        onBlur={() => show(false)}
      />
      {visible ? (
        <ul
          id={listId}
          role="listbox"
          aria-label={listLabel}
          className={
            'absolute inset-x-0 top-full z-20 mt-1 max-h-64 min-w-56 overflow-y-auto rounded-card border ' +
            'border-line bg-surface p-1 text-sm shadow-float'
          }
        >
          {options.map((option, index) => (
            <Option
              key={option.value}
              id={`${listId}-${index}`}
              option={option}
              active={index === active}
              onPick={() => pick(option)}
            />
          ))}
        </ul>
      ) : null}
    </span>
  );
}

interface OptionProps {
  id: string;
  option: ComboboxOption;
  active: boolean;
  onPick: () => void;
}

function Option({ id, option, active, onPick }: OptionProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={active}
      ref={active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
      // The field keeps the focus, so that a press does not close the list before it counts.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={classNames(
        'flex cursor-pointer items-baseline justify-between gap-3 rounded-badge px-2 py-1.5 ' +
          'hover:bg-hover pointer-coarse:min-h-11 pointer-coarse:items-center',
        active && 'bg-selected',
      )}
    >
      <span className="min-w-0">
        <span className="wrap-anywhere">{option.value}</span>
        {option.description ? <span className="block text-xs text-ink-2">{option.description}</span> : null}
      </span>
      {option.detail ? (
        <span className="shrink-0 text-xs text-ink-2 tabular-nums">{option.detail}</span>
      ) : null}
    </li>
  );
}
