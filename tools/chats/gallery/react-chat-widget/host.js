import { until } from '../page.ts';

// The widget stands in a frame without an address of its own, as the makers of such widgets do it.
const frame = document.createElement('iframe');
frame.title = '在线客服';
frame.style.cssText = 'position:fixed;right:0;bottom:0;width:420px;height:720px;border:0';
document.body.append(frame);
const widget = await (await fetch('./widget.html')).text();
frame.contentDocument.open();
frame.contentDocument.write(widget.replace('<head>', `<head><base href="${location.href}">`));
frame.contentDocument.close();
window.gallery = await until(() => frame.contentWindow.gallery);
