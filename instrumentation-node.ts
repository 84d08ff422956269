import { boot } from '@/lib/boot/boot';
import { explainFailure } from '@/lib/boot/explain-failure';

/** Under `next dev`, and on hosts that run Next alone, this is what opens the database. */
export async function prepareProcess(): Promise<void> {
  try {
    await boot();
  } catch (error) {
    console.error(explainFailure(error));
    process.exit(1);
  }
}
