import { checkTaught } from '../../src/sites/teach-check.ts';
import { teachingFile, teachingFileName } from '../../src/sites/teach-file.ts';
import { listTeachings, watchTeachings } from '../../src/store/teachings.ts';
import type { TaughtSite, TeachingsDeps } from '../../src/ui/options/teachings-section.tsx';
import { sendMessage } from '../../src/wire/protocol.ts';
import { Failure } from '../../src/core/failure.ts';

const KEEP_MS = 60_000;

/** Hands how one site is read to the browser's downloads, as JSON. Resolves to the file's name. */
async function saveTeaching({ site, taughtAt, shape }: TaughtSite): Promise<string> {
  const whole = checkTaught(shape);
  if (!whole) throw new Failure('bad_request', 'teaching');
  const name = teachingFileName(site, taughtAt);
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(teachingFile({ site, taughtAt, shape: whole }), null, 2)}\n`], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // The download reads the blob after the click: the address must outlive it.
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
  return name;
}

/** Joins the section of taught sites to the storage and the worker. */
export function teachingsDeps(): TeachingsDeps {
  return {
    watchTeachings(query, onValue, onError, signal) {
      const look = () => void query().then((value) => signal.aborted || onValue(value), onError);
      signal.addEventListener('abort', watchTeachings(look), { once: true });
      look();
    },
    teachings: listTeachings,
    forgetTeaching: (site) => sendMessage('forgetTeaching', { site }),
    giveBackTeaching: (taught) => sendMessage('giveBackTeaching', taught),
    saveTeaching,
    importTeaching: (text, agreed) => sendMessage('importTeaching', { text, agreed }),
  };
}
