import { announcementText } from '@/lib/boot/announcement';
import { boot, isBooted } from '@/lib/boot/boot';
import { explainFailure } from '@/lib/boot/explain-failure';
import { publicOrigin } from '@/lib/shared/env';
import { firstRunLink } from '@/lib/sign-in/one-time-link';

/** Under `next dev`, and on hosts that run Next alone, this opens the database; server.ts has done so before. */
export async function prepareProcess(): Promise<void> {
  if (isBooted()) return;
  try {
    await boot();
    const setup = await firstRunLink();
    if (setup) console.log(announcementText({ url: publicOrigin(), tenants: [], setupUrl: setup.url }));
  } catch (error) {
    console.error(explainFailure(error));
    process.exit(1);
  }
}
