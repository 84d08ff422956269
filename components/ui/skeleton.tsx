import { classNames } from './class-names';

/**
 * Holds the place of something that is on its way, at its exact height; appears after 150 ms and never
 * shimmers.
 * @param className gives the height and width, such as `h-8 w-40`.
 */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden="true" className={classNames('appear-late rounded-badge bg-hover', className)} />;
}
