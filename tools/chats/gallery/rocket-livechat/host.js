import { until } from '../page.ts';

const frame = document.querySelector('iframe');
window.gallery = await until(() => frame.contentWindow.gallery);
