import { prepareBundles } from './prepare-bundles.mjs';

await prepareBundles();
await import('../dist/rollcall.mjs');
