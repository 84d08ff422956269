import { Notice } from '@/components/ui/notice';

/** For visitors whose browser runs no scripts: why nothing happens here. */
export function NeedsScript({ children }: { children: string }) {
  return (
    <noscript>
      <Notice tone="warn" title="JavaScript is off">
        {children}
      </Notice>
    </noscript>
  );
}
