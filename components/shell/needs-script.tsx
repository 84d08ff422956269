import { Notice } from '@/components/ui/notice';

/** For visitors whose browser runs no scripts: what they miss. */
export function NeedsScript({ children }: { children: string }) {
  return (
    <noscript>
      <Notice tone="warn" title="JavaScript is off">
        {children}
      </Notice>
    </noscript>
  );
}
