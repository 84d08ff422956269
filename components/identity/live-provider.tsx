'use client';

import { useState, type ReactNode } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';

/**
 * Polling asks again by itself, so that one failed answer needs no retries of its own. Without a network it
 * asks as well: only an answer that fails shows that nothing can arrive.
 */
function createClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 0, networkMode: 'always' } } });
}

/** What a part of a page that moves by itself needs around it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
