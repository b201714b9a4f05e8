import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { runPractice } from '../src/reader/practice-run.ts';
import { offerPractice } from '../src/reader/practice-slot.ts';
import { startReader } from '../src/reader/start.ts';

// An unlisted script, not a content script: WXT's own wrapper announces itself to the page by an event whose name holds
// the extension's id, and stops when the page sends that event back. Registered at run time by `access/registration.ts`.
export default defineUnlistedScript(() => {
  if (browser.runtime.getURL('/').startsWith(location.origin)) offerPractice(runPractice);
  else void startReader();
});
