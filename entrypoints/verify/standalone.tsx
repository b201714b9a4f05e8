// The same page as one file, put into every bundle: see `tools/build/verify-page.ts`.
import { render } from 'preact';
import { pickLanguage } from '../../src/locales/language.ts';
import { VerifyPage } from '../../src/ui/verify/verify-page.tsx';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import './style.css';

render(<VerifyPage checkBundle={verifyBundle} language={pickLanguage('auto', navigator.languages)} standalone />, document.getElementById('root')!);
