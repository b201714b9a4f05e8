import { browser } from 'wxt/browser';
import { checkShotRequest } from '../store/capture-checks.ts';
import { onMessage } from '../wire/protocol.ts';
import { archiveInTab } from './archive-in-tab.ts';
import { assertGranted, assertOwnPage } from './senders.ts';
import { takeShot } from './shots.ts';

/** Answers readers that want their message photographed, and the popup that wants what is in view archived. */
export function serveCapture(): void {
  const ownOrigin = browser.runtime.getURL('/').replace(/\/$/, '');

  onMessage('takeShot', async ({ data, sender }) => {
    const request = checkShotRequest(data);
    await assertGranted(sender, ownOrigin);
    return takeShot(request, sender, ownOrigin);
  });

  onMessage('archiveInTab', ({ data, sender }) => {
    assertOwnPage(sender, ownOrigin);
    return archiveInTab({ tabId: data.tabId, trigger: 'toolbar' });
  });
}
