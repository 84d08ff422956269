import { LogOut } from 'lucide-react';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import type { Viewer } from './viewer';

export interface AccountMenuProps {
  viewer: Viewer;
  tenantName: string;
  /** A server action that ends the session and redirects. */
  signOut: () => Promise<void>;
}

/** Who is signed in, and the way out. A native popover: it opens before and without hydration. */
export function AccountMenu({ viewer, tenantName, signOut }: AccountMenuProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget="account"
        aria-label={`Account of ${viewer.name}`}
        className="tap-target inline-flex size-8 items-center justify-center rounded-full"
      >
        <Avatar name={viewer.name} />
      </button>
      <div
        id="account"
        popover="auto"
        className={
          'overlay fixed inset-auto end-3 top-13 m-0 w-64 rounded-card border border-line ' +
          'bg-surface p-1 text-ink shadow-float'
        }
      >
        <div className="px-2.5 py-2 text-sm wrap-anywhere">
          <p className="font-semibold">{viewer.name}</p>
          <p className="text-ink-2">{viewer.email}</p>
          <p className="mt-1 text-ink-3">{tenantName}</p>
        </div>
        <form action={signOut} className="border-t border-line pt-1">
          <Button type="submit" variant="quiet" className="w-full justify-start! px-2.5!">
            <LogOut />
            Sign out
          </Button>
        </form>
      </div>
    </>
  );
}
