// A bundle in the layout of docs/bundle-format.md, written here once more and by other means than ours: the verifier must
// not be measured by the code that writes what it reads.
import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import { makeZip } from 'client-zip';

export const sha = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const bytesOf = (data: string | Uint8Array): Uint8Array => (typeof data === 'string' ? new TextEncoder().encode(data) : data);
export const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
export const NOW = '2026-11-22T04:30:00.000Z';

export interface TestKey {
  pem: string;
  id: string;
  key: KeyObject;
}

export function makeKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    key: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    pem: publicKey.export({ type: 'spki', format: 'pem' }) as string, id: sha(publicKey.export({ type: 'spki', format: 'der' })),
  };
}

/** Path → content. Changing it is the attack; `list`, `signList` and `pack` make a ZIP of it again. */
export type Files = Map<string, Uint8Array>;

export const text = (files: Files, path: string): string => new TextDecoder().decode(files.get(path)!);
export const put = (files: Files, path: string, content: string | Uint8Array): void => void files.set(path, bytesOf(content));
export const json = (files: Files, path: string): Record<string, unknown> => JSON.parse(text(files, path)) as Record<string, unknown>;

interface Link {
  seq: number;
  hash: string;
  prev: string;
  keyId: string;
  signature: string;
  type: string;
  bytes: Uint8Array;
}

const message = (n: number) => ({
  key: `k${n}`, site: 'https://chat.example', conversation: { id: '#loan', title: '催收一部' }, author: { id: 'u7', name: '王某', role: 'them' },
  text: `今天不还钱，明天到你单位去。${n}`, sentAtShown: '21:14', sentAt: '2026-03-02T13:14:00.000Z', zone: 'Asia/Shanghai', seenAt: '2026-03-02T13:15:00.000Z',
  kind: 'text', attachments: [], url: 'https://chat.example/#/chan-2',
});

const PICTURE = (n: number): Uint8Array => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, ...Array.from({ length: 900 }, (_, i) => (i * 7 + n) & 255)]);
const FRAGMENT = (n: number): string => `<!doctype html><meta charset="utf-8"><p>今天不还钱，明天到你单位去。${n}</p>\n`;

export interface MadeBundle {
  files: Files;
  key: TestKey;
  links: Link[];
}

/** Entries 1, 2, 6 are messages; 3 is deleted, told by 5; 4 is a later change of 1. A fourth message is not archived. */
export function makeBundle(key = makeKey(), { texts = [] as string[] } = {}): MadeBundle {
  const files: Files = new Map();
  const links: Link[] = [];
  const flags: Record<string, unknown>[] = [];
  const seal = (facts: Record<string, unknown>): Link => {
    const seq = links.length + 1;
    const prev = links.at(-1)?.hash ?? '0'.repeat(64);
    const bytes = Buffer.from(canonicalize({ format: 1, seq, prev, sealedAt: NOW, facts })!);
    const link = { seq, hash: sha(bytes), prev, keyId: key.id, signature: sign('sha256', bytes, key.key).toString('base64'), type: facts.type as string, bytes };
    links.push(link);
    return link;
  };
  const entryFile = (link: Link, more: object): string => pretty({ format: 1, ...link, bytes: undefined, ...more });
  const write = (link: Link, artefacts: Record<string, Uint8Array> = {}): void => {
    const folder = `data/entries/${String(link.seq).padStart(4, '0')}`;
    const all: Record<string, Uint8Array> = { 'record.json': link.bytes, 'record.sig': Buffer.from(link.signature, 'base64'), ...artefacts };
    for (const [name, content] of Object.entries(all)) put(files, `${folder}/${name}`, content);
    put(files, `${folder}/entry.json`, entryFile(link, { files: Object.fromEntries(Object.entries(all).map(([name, content]) => [name, sha(content)])) }));
  };
  const archive = (n: number): Link => {
    const one = { ...message(n), ...(texts[n - 1] !== undefined && { text: texts[n - 1] }) };
    const id = sha(`flag ${n}`);
    const [html, picture] = [bytesOf(FRAGMENT(n)), PICTURE(n)];
    const link = seal({
      type: 'message', flagId: id, message: one,
      fragment: { file: 'message.html', sha256: sha(html), bytes: html.length, images: [] }, picture: { file: 'picture.png', sha256: sha(picture), bytes: picture.length, method: 'screen' },
    });
    if (n !== 3) {
      flags.push({ n: flags.length + 1, id, message: one, state: 'archived', keptAt: NOW, entrySeq: link.seq, textSha256: sha(one.text) });
      write(link, { 'message.html': html, 'picture.png': picture });
    }
    return link;
  };
  const about = ({ seq, hash }: Link, n: number): object => ({ seq, hash, flagId: sha(`flag ${n}`) });
  const first = archive(1);
  archive(2);
  const third = archive(3);
  write(seal({ type: 'change', about: about(first, 1), change: { what: 'recalled', at: NOW } }));
  write(seal({ type: 'deleted', about: about(third, 3), reason: '', deletedAt: NOW }));
  put(files, 'data/entries/0003/entry.json', entryFile(third, { deleted: true, type: undefined }));
  archive(4);
  const open = message(5);
  flags.push({ n: flags.length + 1, id: sha('flag 5'), message: open, state: 'open', keptAt: NOW, textSha256: sha(open.text) });

  put(files, 'data/flags.ndjson', flags.map((flag) => `${JSON.stringify(flag)}\n`).join(''));
  put(files, 'data/flags.csv', '\uFEFFid,text\r\n1,今天不还钱\r\n');
  put(files, 'data/report.html', '<!doctype html><title>报告</title><p>今天不还钱</p>\n');
  put(files, 'data/README.txt', '\uFEFFREADME\r\n');
  put(files, 'data/not-captured.json', pretty({ format: 1, problems: [] }));
  put(files, 'data/custody.ndjson', custody(['archived', 'archived', 'deleted', 'exported']));
  put(files, 'data/schemas/flag.schema.json', pretty({ $schema: 'https://json-schema.org/draft/2020-12/schema' }));
  const chain = links.map((link) => ({ ...link, bytes: undefined, type: link.seq === 3 ? null : link.type }));
  put(files, 'data/chain.ndjson', chain.map((link) => `${JSON.stringify(link)}\n`).join(''));
  put(files, 'verify.html', '<!doctype html><title>verify</title>\n');
  put(files, 'bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  put(files, 'signing-key.pem', key.pem);
  describeBundle(files, {
    format: 1, bundleId: 'b1', createdAt: NOW, createdLocal: '2026-11-22 12:30:00', zone: 'Asia/Shanghai', utcOffsetMinutes: 480, tool: { name: 'Witnessmark', version: '0.1.0' },
    copy: 'full', of: null, selection: { words: '保存的全部信息', caseKey: 'all', everything: true }, follows: null,
    chain: { seq: links.length, hash: links.at(-1)!.hash }, counts: { flags: flags.length, entries: 3, changes: 1, deleted: 1 }, keyId: key.id,
  });
  list(files);
  signList(files, key);
  return { files, key, links };
}

export function custody(acts: string[]): string {
  let prev = '0'.repeat(64);
  return acts.map((act, i) => {
    const body = { seq: i + 1, at: NOW, act, detail: { n: i }, prev };
    prev = sha(canonicalize(body)!);
    return `${JSON.stringify({ ...body, hash: prev })}\n`;
  }).join('');
}

/** Writes `bundle.json` with the list of the files as they are now. */
export function describeBundle(files: Files, facts: Record<string, unknown>): void {
  const payload = [...files].filter(([path]) => path.startsWith('data/') && path !== 'data/bundle.json');
  put(files, 'data/bundle.json', pretty({ ...facts, files: payload.map(([path, content]) => ({ path, bytes: content.length, type: 'x', sha256: sha(content), role: 'x' })) }));
}

/** Writes the lists anew: what anyone can do without the key. The second list includes the signature as it stands. */
export function list(files: Files): void {
  const payload = [...files].filter(([path]) => path.startsWith('data/'));
  const bytes = payload.reduce((sum, [, content]) => sum + content.length, 0);
  const lines = (rows: [string, Uint8Array][]): string => rows.sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, content]) => `${sha(content)}  ${path}\n`).join('');
  put(files, 'bag-info.txt', `Bagging-Date: 2026-11-22\nBag-Software-Agent: Witnessmark 0.1.0\nPayload-Oxum: ${bytes}.${payload.length}\n`);
  put(files, 'manifest-sha256.txt', lines(payload));
  if (!files.has('manifest-sha256.txt.sig')) put(files, 'manifest-sha256.txt.sig', '');
  files.delete('tagmanifest-sha256.txt');
  const tags = [...files].filter(([path]) => !path.startsWith('data/') && !/\.tsr$|tsa-chain/.test(path));
  put(files, 'tagmanifest-sha256.txt', lines(tags));
}

/** Signs the list and writes the second list to fit. */
export function signList(files: Files, key: TestKey): void {
  put(files, 'signing-key.pem', key.pem);
  put(files, 'manifest-sha256.txt.sig', new Uint8Array(sign('sha256', files.get('manifest-sha256.txt')!, key.key)));
  list(files);
}

/** A ZIP as the exporter writes it: stored, sizes behind each file. */
export async function pack(files: Files | [string, Uint8Array][]): Promise<Uint8Array<ArrayBuffer>> {
  const rows = [...files].map(([name, input]) => ({ name, input: new Blob([input as Uint8Array<ArrayBuffer>]).stream(), lastModified: new Date(NOW), mode: 0o644 }));
  return new Uint8Array(await new Response(makeZip(rows, { buffersAreUTF8: true })).arrayBuffer());
}
