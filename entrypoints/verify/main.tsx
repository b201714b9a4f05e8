import { render } from 'preact';
import { pickLanguage } from '../../src/locales/language.ts';
import { readSettings } from '../../src/store/settings.ts';
import { VerifyPage } from '../../src/ui/verify/verify-page.tsx';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';

const { language } = await readSettings();

render(<VerifyPage checkBundle={verifyBundle} language={pickLanguage(language, navigator.languages)} />, document.getElementById('root')!);
