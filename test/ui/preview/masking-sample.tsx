import { useState } from 'preact/hooks';
import type { Language } from '../../../src/locales/language.ts';
import { countItem, findMaskable } from '../../../src/masking/find-maskable.ts';
import { previewMask } from '../../../src/masking/masker.ts';
import type { MaskingDeps } from '../../../src/ui/masking/masking-deps.ts';
import type { MaskingState } from '../../../src/ui/masking/masking-state.ts';
import { MaskingStep } from '../../../src/ui/masking/masking-step.tsx';
import { sampleFlag } from '../fake-history.ts';
import { SAMPLES } from './samples.ts';

const FLAGS = [
  sampleFlag({ id: 'm1', text: '你妈李桂芳，13812345678，你老婆王芳的微信: wf_1990，今天不还 8888 元我们一个一个打。', author: '信达催收-李经理' }),
  sampleFlag({ id: 'm2', text: '再不處理就去台北市大安區忠孝東路四段100號5樓找你，電話 0912-345-678，身分證A123456789 都在我們手上。', author: '專員 王' }),
  sampleFlag({ id: 'm3', text: 'Your wife Mary Lee will hear of it. Card 4111 1111 1111 1111, mail mary.lee@example.com.', author: 'agent_778' }),
  sampleFlag({ id: 'm4', text: '王小明先生，李\u200B桂\u202E芳 的号码 138-1234-5678 我们也有，车牌京A12345', author: '信达催收-李经理' }),
  ...Array.from({ length: 12 }, (_, n) => sampleFlag({ id: `n${n}`, text: `下一个打 139${String(10_000_000 + n * 1_234_567).slice(0, 8)}。`, author: '催收' })),
  ...SAMPLES,
];

/** A made-up screen of a chat, drawn here. */
async function picture(seq: number): Promise<Blob | null> {
  if (seq === 9) return null;
  const [width, height] = seq === 7 ? [700, 2400] : [1200, 500];
  const sheet = new OffscreenCanvas(width, height);
  const pen = sheet.getContext('2d')!;
  pen.fillStyle = '#f4f4f4';
  pen.fillRect(0, 0, width, height);
  pen.font = '28px sans-serif';
  for (let y = 20; y + 80 < height; y += 110) {
    pen.fillStyle = '#c9d8e8';
    pen.fillRect(20, y, 80, 80);
    pen.fillStyle = '#fff';
    pen.fillRect(120, y, width - 200, 80);
    pen.fillStyle = '#222';
    pen.fillText('催收 21:14  你妈李桂芳 13812345678', 140, y + 50);
  }
  return sheet.convertToBlob({ type: 'image/png' });
}

export function previewMaskingDeps(state: string): MaskingDeps {
  const flags = state === 'empty' ? [] : FLAGS;
  const sources = { flags, entries: [] };
  return {
    find: () => (state === 'searching' ? new Promise(() => undefined) : state === 'error' ? Promise.reject(new Error('no')) : findMaskable(sources)),
    count: (item) => countItem(item, sources),
    preview: previewMask,
    messages: async () => flags.map(({ id, message }) => ({ id, name: message.author.name, text: message.text })),
    pictures: async () => (state === 'empty' ? [] : [{ seq: 3, width: 1200, height: 500 }, { seq: 7, width: 700, height: 2400 }, { seq: 9, width: 10, height: 10 }]),
    picture,
  };
}

export function MaskingSample({ state, language }: { state: string; language: Language }) {
  const [deps] = useState(() => previewMaskingDeps(state));
  const [masking, setMasking] = useState<MaskingState | null>(null);
  return (
    <main class="page">
      <h1 class="visually-hidden">Masking</h1>
      <div class="panel"><MaskingStep language={language} deps={deps} state={masking} onState={setMasking} onDone={(choice) => Object.assign(window, { choice })} onBack={() => undefined} /></div>
    </main>
  );
}
