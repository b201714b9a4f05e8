import { render } from 'preact';
import { browser } from 'wxt/browser';
import { pickLanguage } from '../../src/locales/language.ts';
import { loadPractice } from '../../src/reader/practice-slot.ts';
import { changeSettings, readSettings, watchSettings } from '../../src/store/settings.ts';
import '../../src/ui/tokens.css';
import { WelcomePage } from '../../src/ui/welcome/welcome-page.tsx';
import '../../src/ui/welcome/welcome.css';

const historyUrl = browser.runtime.getURL('/records.html');
const settings = await readSettings();

let controller: AbortController;
const runPractice = await loadPractice(document);
let practice: ReturnType<typeof runPractice>;
function startPractice({ language, calm }: typeof settings): void {
  controller?.abort();
  controller = new AbortController();
  practice = runPractice({
    document,
    language: pickLanguage(language, navigator.languages),
    calm,
    openHistory: () => void browser.tabs.create({ url: historyUrl }),
    signal: controller.signal,
  });
}

render(
  <WelcomePage
    settings={settings}
    watchSettings={watchSettings}
    onLanguage={(language) => void changeSettings({ language })}
    isMarked={(row) => practice.isMarked(row)}
    historyUrl={historyUrl}
    optionsUrl={browser.runtime.getURL('/options.html')}
  />,
  document.getElementById('root')!,
);
startPractice(settings);
watchSettings(startPractice);
