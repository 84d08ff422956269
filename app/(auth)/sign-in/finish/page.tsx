import type { Metadata } from 'next';
import { returnPath } from '@/lib/sign-in/return-path';
import { readSsoTicket } from '../actions';
import { refusalText } from '../refusal-text';
import { FinishFlow } from './finish-flow';

export const metadata: Metadata = { title: 'Signing in' };

export interface FinishPageProps {
  searchParams: Promise<{ to?: string | string[] }>;
}

/** Where people arrive from their identity provider. The ticket stands behind "#", so only the browser knows it. */
export default async function FinishPage({ searchParams }: FinishPageProps) {
  const path = returnPath((await searchParams).to);
  return <FinishFlow path={path} readSsoTicket={readSsoTicket} tooOld={refusalText('sso_request_unknown')} />;
}
