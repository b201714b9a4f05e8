// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { BundleCheck, VerifyOptions } from '../../src/core/verification.ts';
import { verifyFacts } from '../../src/locales/verify-facts.ts';
import { verifyProblems } from '../../src/locales/verify-problems.ts';
import { verify } from '../../src/locales/verify.ts';
import { VerifyPage } from '../../src/ui/verify/verify-page.tsx';
import { settle } from '../ui/dom.ts';

const facts: BundleCheck['facts'] = {
  bytes: 1, files: 3, manifestSha256: 'a'.repeat(64), keyId: 'b'.repeat(64), signed: true, madeAt: 'not a time <b>\u202e', zone: null, tool: null, copy: 'full', selection: '<img src=x>',
  counts: { flags: 1, entries: 1, changes: 0, deleted: 0 }, chain: null, custody: 2, follows: null, of: null, stamp: null,
};
const good = (change: Partial<BundleCheck> = {}): BundleCheck => ({ overall: 'good', readable: true, problems: [], notes: [], files: [], entries: [], facts, ...change });
const file = (n: number, ok = true): BundleCheck['files'][number] => ({ path: `data/${n}`, bytes: 1, sha256: null, covered: 'signed', ok, problems: ok ? [] : ['file_changed'] });

let root: HTMLElement;
function show(checkBundle: (source: Blob, options: VerifyOptions) => Promise<BundleCheck>): void {
  root = document.createElement('div');
  document.body.append(root);
  void act(() => render(<VerifyPage checkBundle={checkBundle} language="en" />, root));
}
afterEach(() => {
  void act(() => render(null, root));
  root.remove();
});
const text = (): string => root.textContent ?? '';
async function give(name = 'bundle.zip'): Promise<void> {
  const input = root.querySelector<HTMLInputElement>('input[type=file]')!;
  Object.defineProperty(input, 'files', { configurable: true, value: [new File(['x'], name)] });
  await act(async () => { input.dispatchEvent(new Event('change', { bubbles: true })); });
  await settle();
}

test('shows the verdict, both numbers, and what it does not mean, with words of others as words', async () => {
  show(async () => good());
  await give('a\u202egpj.zip');
  for (const words of [verify.en.good, facts.manifestSha256!, facts.keyId!, verify.en.not_1, '<img src=x>', 'not a time <b>']) expect(text()).toContain(words);
  expect(text()).not.toContain('\u202e');
  expect(root.querySelector('img, b')).toBeNull();
});

test('10,000 files: what is broken comes first, and few rows are on the page', async () => {
  show(async () => good({ overall: 'bad', files: Array.from({ length: 10_000 }, (_, n) => file(n, n !== 9_876)) }));
  await give();
  const rows = root.querySelectorAll('details.rows')[1]!.querySelectorAll('li');
  expect(rows).toHaveLength(200);
  expect(rows[0]!.textContent).toContain('data/9876');
  expect(rows[0]!.textContent).toContain(verifyProblems.en.file_changed);
  expect(text()).toContain(verifyFacts.en.do_list);
  await act(async () => root.querySelector<HTMLButtonElement>('.row-more button')!.click());
  expect(root.querySelectorAll('details.rows li')).toHaveLength(400);
});

test('shows how far it is, and stops when it is told to', async () => {
  let seen: VerifyOptions | undefined;
  show((_source, options) => new Promise((_done, fail) => {
    seen = options;
    options.signal!.addEventListener('abort', () => fail(new Failure('cancelled')));
  }));
  await give();
  await act(async () => seen!.onProgress!({ step: 'entries', done: 0, total: 12 }));
  expect(text()).toContain(`${verify.en.step_entries} 0 / 12`);
  await act(async () => root.querySelector<HTMLButtonElement>('[aria-busy] button')!.click());
  await settle();
  expect(seen!.signal!.aborted).toBe(true);
  expect(text()).toContain(verify.en.stopped);
});

test('a file that cannot be read says so in words of ours', async () => {
  show(() => Promise.reject(new DOMException('secret of the page', 'NotReadableError')));
  await give();
  expect(text()).toContain(verify.en.failed);
  expect(text()).not.toContain('secret');
});

test('the number that was noted is compared while it is typed', async () => {
  show(async () => good());
  await give();
  const input = root.querySelector<HTMLInputElement>('.compare input')!;
  for (const [typed, words] of [['AA'.repeat(32), verify.en.noted_manifest], ['b'.repeat(64), verify.en.noted_key], ['c'.repeat(64), verify.en.noted_no], ['ab', verify.en.noted_short], ['', '']] as const) {
    await act(async () => {
      input.value = typed;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(root.querySelector('#noted-answer')!.textContent).toBe(words);
  }
});

test('what is no ZIP shows that, and nothing that was not looked at', async () => {
  show(async () => good({ overall: 'bad', readable: false, problems: [{ code: 'zip_no_end' }] }));
  await give();
  expect(text()).toContain(verify.en.unreadable_is);
  expect(root.querySelector('details.rows')).toBeNull();
});
