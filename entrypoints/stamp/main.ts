import { mayAsk } from '../../src/access/authority-hosts.ts';
import { readStampSetting } from '../../src/store/stamp-setting.ts';
import { authorityPattern } from '../../src/timestamp/authorities.ts';
import { READY, type StampReply } from '../../src/timestamp/by-frame.ts';
import { fromHex, readQuestion } from '../../src/timestamp/question.ts';
import { makeRequest } from '../../src/timestamp/request.ts';
import { ask } from './ask.ts';

/** Only the authority that the reader chose, only while the browser grants it, and only with a hash. */
async function reply(value: unknown): Promise<StampReply> {
  const question = readQuestion(value);
  const { url } = await readStampSetting();
  if (!question || url === null || question.url !== url) return { problem: 'off' };
  if (!(await mayAsk(authorityPattern(url)))) return { problem: 'not_granted' };
  return ask(url, makeRequest(fromHex(question.digest), fromHex(question.nonce)));
}

addEventListener('message', ({ source, origin, data, ports: [port] }) => {
  if (source !== parent || origin !== location.origin || !port) return;
  void reply(data).catch((): StampReply => ({ problem: 'unreachable' })).then((answer) => port.postMessage(answer));
});
// Opened by itself it hears nobody.
if (parent !== window) parent.postMessage(READY, location.origin);
