/** What the history page calls to have a manifest stamped, for a page that has no button for it. */
export { askByFrame } from '../../src/timestamp/by-frame.ts';
export { stampManifest } from '../../src/timestamp/stamp-manifest.ts';
