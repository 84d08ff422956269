'use client';

import { useEffect, useRef, useTransition, type FormEvent, type ReactNode } from 'react';
import { useRouter } from 'next/navigation';

export interface FilterFormProps {
  action: string;
  /** The control whose typing moves the list. */
  searchName?: string;
  children: ReactNode;
}

/**
 * The address of a list under a form's values; what is empty is left out, so that equal lists have equal
 * addresses.
 */
function listAddress(action: string, form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && value) query.append(name, value);
  return query.size > 0 ? `${action}?${query}` : action;
}

/**
 * Keeps a GET form's page in place: the rows stay while the next ones load, and the typing is not
 * interrupted.
 */
export function FilterForm({ action, searchName, children }: FilterFormProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function show(form: HTMLFormElement, mode: 'push' | 'replace') {
    clearTimeout(timer.current);
    startTransition(() => router[mode](listAddress(action, form), { scroll: false }));
  }

  function handleInput(event: FormEvent<HTMLFormElement>) {
    const form = event.currentTarget;
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || target.name !== searchName) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => show(form, 'replace'), 250);
  }

  return (
    <form
      action={action}
      method="get"
      role="search"
      aria-busy={pending}
      onInput={handleInput}
      onSubmit={(event) => {
        event.preventDefault();
        show(event.currentTarget, 'push');
      }}
      className="flex flex-wrap items-center gap-2"
    >
      {children}
    </form>
  );
}
