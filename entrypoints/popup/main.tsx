import { render } from 'preact';
import { openStore } from '../../src/store/schema.ts';
import { readSettings, watchSettings } from '../../src/store/settings.ts';
import { PopupPage } from '../../src/ui/popup/popup-page.tsx';
import { useSettings } from '../../src/ui/settings.ts';
import { popupDeps } from './deps.ts';

const deps = popupDeps(openStore(), new URLSearchParams(location.search));
const initial = await readSettings();

function Popup() {
  return <PopupPage deps={deps} language={useSettings(initial, watchSettings).language} />;
}

render(<Popup />, document.getElementById('root')!);
