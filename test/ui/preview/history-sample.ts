import { Failure } from '../../../src/core/failure.ts';
import { AUTHORITIES } from '../../../src/timestamp/authorities.ts';
import { CALM_CLOCK, sampleChange, sampleEntry } from '../fake-entry.ts';
import { FakeHistory, sampleExport } from '../fake-history.ts';
import { previewMaskingDeps } from './masking-sample.tsx';
import { SAMPLES } from './samples.ts';

/** A made-up screen of a chat, drawn here. */
async function screenshot(): Promise<Uint8Array<ArrayBuffer>> {
  const sheet = new OffscreenCanvas(1200, 500);
  const pen = sheet.getContext('2d')!;
  pen.fillStyle = '#f4f4f4';
  pen.fillRect(0, 0, 1200, 500);
  pen.font = '32px sans-serif';
  ['你好，请问是王先生吗', '照片已经发到你们村的群里了。', '别再打了'].forEach((words, n) => {
    pen.fillStyle = n === 2 ? '#cfe8d0' : '#fff';
    pen.fillRect(n === 2 ? 500 : 40, 30 + n * 150, 660, 110);
    pen.fillStyle = '#222';
    pen.fillText(words, n === 2 ? 530 : 70, 100 + n * 150);
  });
  return new Uint8Array(await (await sheet.convertToBlob()).arrayBuffer());
}

/** The history page's data in one state of the preview. */
export async function historySample(state: string): Promise<FakeHistory> {
  const fake = new FakeHistory(state === 'empty' || state === 'remains' ? [] : SAMPLES);
  fake.left = state === 'remains';
  if (state === 'error') fake.fail.list = new Failure('storage_refused');
  if (state === 'failed') fake.fail.archive = new Failure('storage_full');
  if (state === 'exporting') {
    fake.exporter = ({ onProgress }) => {
      onProgress({ file: 'full', step: 'report', done: 31, total: 66 });
      return new Promise(() => undefined);
    };
  }
  const archived = SAMPLES.find((flag) => flag.state === 'archived')!;
  fake.files['1 picture.png'] = await screenshot();
  fake.entries = [sampleEntry(archived, {
    times: { ...sampleEntry(archived).body.facts.times, clock: { ...CALM_CLOCK, wentBackMs: 120_000, zoneBefore: 'Asia/Tokyo' } },
    notCaptured: [{ what: 'images', why: 'protected_by_the_page', count: 2 }, { what: 'attachment_contents', why: 'not_in_this_version' }, { what: 'clock_offset', why: 'not_measured' }, { what: 'claimed_creditor', why: 'not_in_this_version' }],
    ...(state === 'drawn' ? { trigger: 'history', captureMethod: 'rendered', fragment: null, context: { before: [], after: [] }, picture: { ...sampleEntry(archived).body.facts.picture!, method: 'rendered' } } : {}),
  })];
  fake.later[archived.id] = [sampleChange(archived, 12, { what: 'recalled', at: '2026-03-03T12:15:11.000Z', words: '对方撤回了一条消息' })];
  if (state === 'lost') fake.files['1 picture.png'] = null;
  fake.since = state === 'empty' ? null : { at: '2026-03-01T08:00:00.000Z', fresh: 12 };
  fake.authority = AUTHORITIES[0]!.url;
  fake.granted = true;
  Object.assign(fake.deps.stamp, { authorities: AUTHORITIES });
  fake.past = [
    { id: 'p2', at: '2026-03-01T08:00:00.000Z', name: 'witnessmark-2026-03-01-160000.zip.age', manifestSha256: 'e5f6'.repeat(16), flags: 54, entries: 8, copy: 'full', stampedAt: null },
    { id: 'p1', at: '2026-02-20T08:00:00.000Z', name: 'witnessmark-2026-02-20-160000-masked.zip', manifestSha256: 'a7b8'.repeat(16), flags: 40, entries: 6, copy: 'masked', stampedAt: '2026-02-20T08:01:12.000Z' },
  ];
  fake.masking = () => previewMaskingDeps('full');
  if (state === 'donemany') {
    fake.exporter = async () => ({
      ...sampleExport(66),
      files: [
        ...sampleExport(66).files.map((file) => ({ ...file, name: `${file.name}.age` })),
        { kind: 'masked', name: 'witnessmark-2026-03-03-masked.zip.age', bytes: 40_100, manifestSha256: 'b7c8'.repeat(16), save: () => undefined },
        { kind: 'small', name: 'witnessmark-2026-03-03-small.html.age', bytes: 1_204_100, save: () => undefined },
      ],
      stamp: { problem: 'unreachable', words: null },
    });
  }
  if (state === 'checkbroken') fake.verdict = { ...fake.verdict, whole: false, entries: { ok: false, seq: 7, why: 'hash' } };
  if (state === 'checking') {
    fake.verifier = ({ onProgress }) => {
      onProgress({ step: 'entries', done: 310, total: 1000 });
      return new Promise(() => undefined);
    };
  }
  return fake;
}
