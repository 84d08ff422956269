import { Menu, X } from 'lucide-react';
import { IconButton } from '../ui/icon-button';
import { NavList, type NavListProps } from './nav-list';

/** The navigation of narrow screens: a native dialog from the left, opened without any script of ours. */
export function PhoneNav({ tenantName, ...nav }: NavListProps & { tenantName: string }) {
  return (
    <div className="desktop:hidden">
      <IconButton label="Open navigation" icon={<Menu />} opens="phone-nav" className="-ms-2" />
      <dialog
        id="phone-nav"
        closedby="any"
        aria-label="Navigation"
        className={
          'overlay m-0 h-dvh max-h-none w-72 max-w-[85vw] border-e border-line bg-surface p-3 ' +
          'text-ink shadow-float'
        }
      >
        <div className="mb-3 flex items-center justify-between gap-2 ps-2.5">
          <p className="min-w-0 text-sm font-semibold wrap-anywhere">{tenantName}</p>
          <IconButton label="Close navigation" icon={<X />} closes="phone-nav" />
        </div>
        <nav aria-label="Settings">
          <NavList {...nav} />
        </nav>
      </dialog>
    </div>
  );
}
