'use client';

import { startTransition, useActionState, useRef, type FormEvent, type RefObject } from 'react';
import { useFocusFirstInvalid } from './use-focus-first-invalid';

export interface ActionForm<Result> {
  /** What the last submit returned; null before the first. */
  result: Result | null;
  pending: boolean;
  /** Goes onto the form. */
  formProps: {
    ref: RefObject<HTMLFormElement | null>;
    action: (data: FormData) => void;
    onSubmit: (event: FormEvent<HTMLFormElement>) => void;
    noValidate: true;
  };
}

/**
 * A form whose answer is shown inside it. What was typed stays after a failed submit (React empties a form
 * whose `action` has run), and the first invalid control takes the focus.
 */
export function useActionForm<Result>(submit: (data: FormData) => Promise<Result>): ActionForm<Result> {
  const form = useRef<HTMLFormElement>(null);
  const [result, dispatch, pending] = useActionState<Result | null, FormData>(
    (_previous, data) => submit(data),
    null,
  );
  useFocusFirstInvalid(form, result);

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { nativeEvent } = event;
    const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
    const data = new FormData(event.currentTarget, submitter);
    startTransition(() => dispatch(data));
  }

  return {
    result,
    pending,
    formProps: { ref: form, action: dispatch, onSubmit: handleSubmit, noValidate: true },
  };
}
