import type { ComponentProps } from 'react';
import Link from 'next/link';
import { buttonStyles, type ButtonSize, type ButtonVariant } from './button-styles';
import { classNames } from './class-names';

export interface LinkButtonProps extends ComponentProps<typeof Link> {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function LinkButton({ variant, size, className, ...props }: LinkButtonProps) {
  return <Link {...props} className={classNames(buttonStyles(variant, size), className)} />;
}
