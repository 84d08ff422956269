import { redirect } from 'next/navigation';
import { getViewer } from '@/lib/sign-in/viewer';

/** The bare address leads to the settings, or to where one signs in to them. */
export default async function HomePage() {
  redirect((await getViewer()) ? '/settings' : '/sign-in');
}
