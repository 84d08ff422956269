'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { timeZoneCookie } from './time-zone-cookie';

const ZoneContext = createContext('UTC');

/** The zone to write times in. */
export function useTimeZone(): string {
  return useContext(ZoneContext);
}

/**
 * Gives every `<Timestamp>` its zone: the server's knowledge first, the browser's own once it runs.
 * @param zone the zone of the cookie, or UTC.
 */
export function TimeZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  const [current, setCurrent] = useState(zone);
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
    if (own === zone) return;
    document.cookie = `${timeZoneCookie}=${encodeURIComponent(own)}; path=/; max-age=31536000; samesite=lax`;
    setCurrent(own);
  }, [zone]);
  return <ZoneContext value={current}>{children}</ZoneContext>;
}
