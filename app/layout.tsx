import type { ReactNode } from 'react';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { connection } from 'next/server';
import { parseTheme, themeCookie } from '@/components/shell/theme';
import { Announcer } from '@/components/ui/announcer';
import { isTimeZone } from '@/components/ui/date-format';
import { InvokerFallback } from '@/components/ui/invoker-fallback';
import { timeZoneCookie } from '@/components/ui/time-zone-cookie';
import { TimeZoneProvider } from '@/components/ui/time-zone';
import { geistMono, inter, interExtended } from './fonts';
import './globals.css';

export const metadata: Metadata = {
  title: { template: '%s · Rollcall', default: 'Rollcall' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
};

const fonts = `${inter.variable} ${interExtended.variable} ${geistMono.variable}`;

/** The document of every page. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  // The nonce of the content security policy is made per request, so no page may be rendered ahead of one.
  await connection();
  const jar = await cookies();
  const zone = jar.get(timeZoneCookie)?.value;
  return (
    <html lang="en" data-theme={parseTheme(jar.get(themeCookie)?.value)} className={fonts}>
      <body>
        <TimeZoneProvider zone={zone && isTimeZone(zone) ? zone : 'UTC'}>{children}</TimeZoneProvider>
        <Announcer />
        <InvokerFallback />
      </body>
    </html>
  );
}
