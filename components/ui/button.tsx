import type { ComponentProps, MouseEvent } from 'react';
import { buttonStyles, type ButtonSize, type ButtonVariant } from './button-styles';
import { classNames } from './class-names';
import { Spinner } from './spinner';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /**
   * For client components: keeps the label and the focus, shows a spinner after 150 ms, ignores further
   * presses.
   */
  pending?: boolean;
  /** Id of the `<Dialog>` this button opens. */
  opens?: string;
  /** Id of the `<Dialog>` this button closes. */
  closes?: string;
}

function ignorePress(event: MouseEvent<HTMLButtonElement>) {
  event.preventDefault();
}

/** A native button. `type` is `button` unless said otherwise, so that none submits a form by accident. */
export function Button(props: ButtonProps) {
  const {
    variant,
    size,
    pending,
    opens,
    closes,
    type = 'button',
    className,
    onClick,
    children,
    ...rest
  } = props;
  const dialog = opens ?? closes;
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={pending ? true : rest['aria-disabled']}
      command={opens ? 'show-modal' : closes ? 'close' : undefined}
      commandfor={dialog}
      onClick={pending ? ignorePress : onClick}
      className={classNames(buttonStyles(variant, size), className)}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  );
}
