import { render } from 'preact';
import { browser } from 'wxt/browser';
import { openStore } from '../../src/store/schema.ts';
import { readSettings, watchSettings } from '../../src/store/settings.ts';
import { OptionsPage } from '../../src/ui/options/options-page.tsx';
import { useSettings } from '../../src/ui/settings.ts';
import { optionsDeps } from './deps.ts';

const deps = optionsDeps(openStore());
const initial = await readSettings();
const { version } = browser.runtime.getManifest();

function Options() {
  const { settings, language } = useSettings(initial, watchSettings);
  return <OptionsPage deps={deps} settings={settings} language={language} version={version} />;
}

render(<Options />, document.getElementById('root')!);
