import { redirect } from 'next/navigation';

/** The settings area is all there is to see, so the dashboard is there. */
export default function DashboardPage() {
  redirect('/settings');
}
