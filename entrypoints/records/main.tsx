import { render } from 'preact';
import { deviceKey } from '../../src/store/keys.ts';
import { openStore } from '../../src/store/schema.ts';
import { changeSettings, readSettings, watchSettings } from '../../src/store/settings.ts';
import { HistoryPage } from '../../src/ui/history/history-page.tsx';
import { useSettings } from '../../src/ui/settings.ts';
import { historyDeps } from './deps.ts';

const store = openStore();
const deps = historyDeps(store, () => deviceKey(store));
const initial = await readSettings();
const openAtStart = new URLSearchParams(location.search).get('flag');

function History() {
  const { settings, language } = useSettings(initial, watchSettings);
  return <HistoryPage deps={deps} language={language} calm={settings.calm} openAtStart={openAtStart} onCalm={(calm) => void changeSettings({ calm })} />;
}

render(<History />, document.getElementById('root')!);
