import type { Metadata } from 'next';
import { readSignInLink } from '../actions';
import { LinkFlow } from './link-flow';

export const metadata: Metadata = { title: 'Sign in by link' };

/** The page of a one-time sign-in link. Its secret stands behind "#", so only the browser knows it. */
export default function SignInLinkPage() {
  return <LinkFlow readSignInLink={readSignInLink} />;
}
