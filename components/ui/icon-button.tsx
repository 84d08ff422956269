import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button';
import { classNames } from './class-names';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  /** The accessible name, unique on the page: "Actions for Okta production", not "Actions". */
  label: string;
  icon: ReactNode;
}

/** A square button that shows only an icon. */
export function IconButton({
  label,
  icon,
  variant = 'quiet',
  size = 'md',
  className,
  ...props
}: IconButtonProps) {
  const square = size === 'md' ? 'w-8' : 'w-7';
  return (
    <Button
      title={label}
      {...props}
      aria-label={label}
      variant={variant}
      size={size}
      className={classNames('px-0! pointer-coarse:w-10', square, className)}
    >
      {icon}
    </Button>
  );
}
