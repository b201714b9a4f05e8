// Ways to change a bundle, by name. Each is done to the same whole bundle. `anyone` needs no key; the lists can always be written anew.
import { sign } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ProblemCode } from '../../src/core/verification.ts';
import { custody, describeBundle, json, list, makeKey, pretty, put, sha, signList, text, type Files, type MadeBundle } from './make-bundle.ts';
import { ZIP_ATTACKS } from './zip-attacks.ts';

/** Tools nobody here wrote, and what they must say. `sums`: `sha256sum -c` of both lists; `openssl`: any signature; `unzip`: `unzip -t`. */
export type Tool = 'sums' | 'openssl' | 'unzip';

export interface Attack {
  name: string;
  /** Changes the files, or gives a whole ZIP. */
  make(made: MadeBundle, other: MadeBundle): void | Files | Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
  /** All of these must be found. */
  found: ProblemCode[];
  /** Which standard tool sees it too; null: none can. */
  tool: Tool | null;
}

const flip = (files: Files, path: string, at = -1): void => {
  const bytes = Uint8Array.from(files.get(path)!);
  const index = at < 0 ? bytes.length >> 1 : at;
  bytes[index] = bytes[index]! ^ 4;
  files.set(path, bytes);
};
const swap = (files: Files, a: string, b: string): void => {
  const kept = files.get(a)!;
  files.set(a, files.get(b)!);
  files.set(b, kept);
};
const drop = (files: Files, start: string): void => {
  for (const path of files.keys()) if (path.startsWith(start)) files.delete(path);
};
const lines = (files: Files, path: string, change: (lines: string[]) => string[]): void => put(files, path, change(text(files, path).split('\n').filter(Boolean)).map((line) => `${line}\n`).join(''));
const E = (n: number, name: string): string => `data/entries/000${n}/${name}`;
/** Lists and `bundle.json` fitted to the files as they are now; the signature stays what it was. */
const relist = (files: Files): void => {
  if (files.has('data/bundle.json')) describeBundle(files, json(files, 'data/bundle.json'));
  list(files);
};
/** The same with a new signature by whoever's key: all that stands outside the chain then fits. */
const resign = (files: Files, key: Parameters<typeof signList>[1]): void => {
  relist(files);
  signList(files, key);
};

const one = (name: string, change: (made: MadeBundle, other: MadeBundle) => void, found: ProblemCode[], tool: Tool | null): Attack => ({ name, make: change, found, tool });

const KINDS: [path: string, more?: ProblemCode[]][] = [
  [E(1, 'record.json'), ['record_hash']], [E(1, 'record.sig')], [E(2, 'entry.json')], [E(1, 'message.html'), ['artefact_changed']], [E(1, 'picture.png'), ['artefact_changed']],
  ['data/flags.ndjson'], ['data/flags.csv'], ['data/report.html'], ['data/README.txt'], ['data/custody.ndjson'], ['data/chain.ndjson'], ['data/bundle.json'],
  ['data/not-captured.json'], ['data/schemas/flag.schema.json'], ['bag-info.txt'], ['verify.html'], ['signing-key.pem'],
];

const WITHOUT_KEY: Attack[] = [
  ...KINDS.map(([path, more = []]) => one(`a bit flipped in ${path}`, ({ files }) => flip(files, path), ['file_changed', ...more], 'sums')),
  one('a bit flipped in the list', ({ files }) => flip(files, 'manifest-sha256.txt', 5), ['manifest_signature'], 'openssl'),
  one('a bit flipped in the signature of the list', ({ files }) => flip(files, 'manifest-sha256.txt.sig', 20), ['file_changed', 'manifest_signature'], 'openssl'),
  one('a digit changed in the second list', ({ files }) => put(files, 'tagmanifest-sha256.txt', text(files, 'tagmanifest-sha256.txt').replace(/^./, (digit) => (digit === '0' ? '1' : '0'))), ['file_changed'], 'sums'),
  one('an entry dropped', ({ files }) => drop(files, E(2, '')), ['file_missing'], 'sums'),
  one('an entry dropped, lists written anew', ({ files }) => { drop(files, E(2, '')); relist(files); }, ['manifest_signature', 'flag_entry', 'entry_missing', 'bundle_counts'], 'openssl'),
  one('an entry of another bundle added', ({ files }, other) => { for (const [path, content] of other.files) if (path.startsWith(E(6, ''))) put(files, path.replace('0006', '0007'), content); relist(files); }, ['manifest_signature', 'other_key', 'entry_folder', 'entry_not_in_chain'], 'openssl'),
  one('two entries change places', ({ files }) => { for (const name of ['record.json', 'record.sig', 'entry.json', 'message.html', 'picture.png']) swap(files, E(1, name), E(2, name)); relist(files); }, ['manifest_signature', 'entry_folder'], 'openssl'),
  one('a folder renamed', ({ files }) => { for (const [path, content] of files) if (path.startsWith(E(2, ''))) { files.delete(path); put(files, path.replace('0002', '0012'), content); } relist(files); }, ['entry_folder', 'manifest_signature'], 'openssl'),
  one('signatures of two entries swapped', ({ files }) => { swap(files, E(1, 'record.sig'), E(2, 'record.sig')); relist(files); }, ['record_signature', 'manifest_signature'], 'openssl'),
  one('signature of an entry from another bundle', ({ files }, other) => { put(files, E(1, 'record.sig'), other.files.get(E(1, 'record.sig'))!); relist(files); }, ['record_signature', 'manifest_signature'], 'openssl'),
  one('signature of the list from another bundle', ({ files }, other) => { put(files, 'manifest-sha256.txt.sig', other.files.get('manifest-sha256.txt.sig')!); list(files); }, ['manifest_signature'], 'openssl'),
  one('key replaced by that of another bundle', ({ files }, other) => { put(files, 'signing-key.pem', other.key.pem); list(files); }, ['manifest_signature', 'other_key', 'record_signature'], 'openssl'),
  one('list and signature from another bundle', ({ files }, other) => { for (const path of ['manifest-sha256.txt', 'manifest-sha256.txt.sig', 'signing-key.pem']) put(files, path, other.files.get(path)!); }, ['file_changed', 'other_key'], 'sums'),
  one('key written in other lines', ({ files, key }) => { put(files, 'signing-key.pem', key.pem.replace(/\n(?=.+\n-----END)/, '')); list(files); }, ['key_form'], null),
  one('something after the key', ({ files, key }) => { put(files, 'signing-key.pem', `${key.pem}# other words\n`); list(files); }, ['key_form'], null),
  one('signature with a byte more behind it', ({ files }) => { put(files, 'manifest-sha256.txt.sig', Uint8Array.from([...files.get('manifest-sha256.txt.sig')!, 0])); list(files); }, ['signature_form'], null),
  one('signature of the list taken out', ({ files }) => { files.delete('manifest-sha256.txt.sig'); }, ['manifest_unsigned', 'file_missing'], 'sums'),
  one('key taken out', ({ files }) => { files.delete('signing-key.pem'); }, ['key_missing', 'file_missing'], 'sums'),
  one('list taken out', ({ files }) => { files.delete('manifest-sha256.txt'); }, ['manifest_missing', 'file_missing'], 'sums'),
  one('second list taken out', ({ files }) => { files.delete('tagmanifest-sha256.txt'); }, ['tag_manifest_missing'], null),
  one('an older list put back', ({ files }) => { const old = files.get('manifest-sha256.txt')!; put(files, 'data/report.html', '<p>newer</p>'); relist(files); put(files, 'manifest-sha256.txt', old); }, ['file_changed'], 'sums'),
  one('a record changed', ({ files }) => put(files, E(1, 'record.json'), text(files, E(1, 'record.json')).replace('明天', '后天')), ['file_changed', 'record_hash', 'record_signature'], 'sums'),
  one('a record changed, its hash and the lists too', ({ files }) => {
    put(files, E(1, 'record.json'), text(files, E(1, 'record.json')).replace('明天', '后天'));
    const hash = sha(files.get(E(1, 'record.json'))!);
    put(files, E(1, 'entry.json'), pretty({ ...json(files, E(1, 'entry.json')), hash, files: { ...(json(files, E(1, 'entry.json')).files as object), 'record.json': hash } }));
    relist(files);
  }, ['manifest_signature', 'record_signature', 'entry_prev', 'entry_not_in_chain', 'flag_message'], 'openssl'),
  one('a record written in another form', ({ files }) => { put(files, E(1, 'record.json'), pretty(json(files, E(1, 'record.json')))); relist(files); }, ['record_form', 'record_hash', 'manifest_signature'], 'openssl'),
  one('pictures of two entries swapped', ({ files }) => { swap(files, E(1, 'picture.png'), E(2, 'picture.png')); relist(files); }, ['artefact_changed', 'manifest_signature'], 'openssl'),
  one('a picture taken out', ({ files }) => { files.delete(E(1, 'picture.png')); relist(files); }, ['artefact_missing', 'manifest_signature'], 'openssl'),
  one('a file put beside an entry', ({ files }) => { put(files, E(1, 'note.txt'), 'x'); relist(files); }, ['artefact_extra', 'manifest_signature'], 'openssl'),
  one('an extra file, in no list', ({ files }) => put(files, 'data/extra.txt', 'x'), ['file_extra', 'oxum_wrong'], null),
  one('an extra file beside the lists', ({ files }) => { put(files, 'READ-ME-FIRST.html', 'x'); }, ['file_extra'], null),
  one('table changed, lists written anew', ({ files }) => { put(files, 'data/flags.csv', 'nothing'); relist(files); }, ['manifest_signature'], 'openssl'),
  one('report changed, lists written anew', ({ files }) => { put(files, 'data/report.html', '<p>nothing</p>'); relist(files); }, ['manifest_signature'], 'openssl'),
  one('verify.html taken out', ({ files }) => { files.delete('verify.html'); }, ['file_missing'], 'sums'),
  one('BagIt version changed', ({ files }) => { put(files, 'bagit.txt', text(files, 'bagit.txt').replace('1.0', '9.9')); list(files); }, ['bagit_wrong'], null),
  one('count of files changed', ({ files }) => { const info = text(files, 'bag-info.txt').replace(/Oxum: \d/, 'Oxum: 9'); list(files); put(files, 'bag-info.txt', info); }, ['oxum_wrong', 'file_changed'], 'sums'),
  one('a file name with a look-alike letter', ({ files }) => { const record = files.get(E(1, 'record.json'))!; files.delete(E(1, 'record.json')); put(files, 'data/entries/0001/rеcord.json', record); }, ['zip_name', 'file_missing', 'record_missing', 'file_extra'], 'sums'),
  one('a path out of the folder', ({ files }) => put(files, 'data/../../outside.txt', 'x'), ['zip_name'], null),
  one('a path from the root', ({ files }) => put(files, '/etc/outside.txt', 'x'), ['zip_name'], null),
  one('a name that differs in capitals alone', ({ files }) => put(files, 'data/Report.html', 'x'), ['zip_name_twice', 'file_extra'], null),
];

/** What another holder of a key could do: everything fits but the chain, the entries or the number that was noted. */
const WITH_A_KEY: Attack[] = [
  one('a record changed, everything else signed anew by another key', ({ files }) => {
    put(files, E(1, 'record.json'), text(files, E(1, 'record.json')).replace('明天', '后天'));
    resign(files, makeKey());
  }, ['other_key', 'record_hash', 'record_signature'], 'openssl'),
  one('lists signed by another key', ({ files }) => resign(files, makeKey()), ['other_key', 'record_signature'], 'openssl'),
  one('a line of the log dropped, signed', ({ files, key }) => { lines(files, 'data/custody.ndjson', (all) => all.filter((_, i) => i !== 1)); resign(files, key); }, ['custody_order'], null),
  one('a line of the log edited, signed', ({ files, key }) => { lines(files, 'data/custody.ndjson', (all) => all.map((line, i) => (i === 2 ? line.replace('deleted', 'verified') : line))); resign(files, key); }, ['custody_hash'], null),
  one('lines of the log swapped, signed', ({ files, key }) => { lines(files, 'data/custody.ndjson', ([a, b, ...rest]) => [b!, a!, ...rest]); resign(files, key); }, ['custody_order'], null),
  one('a line of another log, signed', ({ files, key }) => { lines(files, 'data/custody.ndjson', (all) => [all[0]!, custody(['verified', 'noted']).split('\n')[1]!, ...all.slice(2)]); resign(files, key); }, ['custody_prev'], null),
  one('the log taken out, signed', ({ files, key }) => { files.delete('data/custody.ndjson'); resign(files, key); }, ['custody_missing'], null),
  one('the chain shortened, signed', ({ files, key }) => { lines(files, 'data/chain.ndjson', (all) => all.slice(0, -1)); resign(files, key); }, ['chain_head', 'entry_not_in_chain'], null),
  one('a link taken out of the chain, signed', ({ files, key }) => { lines(files, 'data/chain.ndjson', (all) => all.filter((_, i) => i !== 1)); resign(files, key); }, ['chain_gap'], null),
  one('a link doubled in the chain, signed', ({ files, key }) => { lines(files, 'data/chain.ndjson', (all) => [all[0]!, ...all]); resign(files, key); }, ['chain_order'], null),
  one('a hash in the chain changed, signed', ({ files, key }) => { lines(files, 'data/chain.ndjson', (all) => all.map((line, i) => (i === 1 ? JSON.stringify({ ...JSON.parse(line), hash: sha('x') }) : line))); resign(files, key); }, ['chain_prev'], null),
  one('the chain taken out, signed', ({ files, key }) => { files.delete('data/chain.ndjson'); resign(files, key); }, ['chain_missing'], null),
  one('a tombstone taken out, signed', ({ files, key }) => { drop(files, E(5, '')); resign(files, key); }, ['deleted_untold', 'entry_missing'], null),
  one('a tombstone taken out of folders and chain, signed', ({ files, key }) => { drop(files, E(5, '')); lines(files, 'data/chain.ndjson', (all) => all.filter((_, i) => i !== 4)); resign(files, key); }, ['chain_gap'], null),
  one('an entry made out to be deleted, signed', ({ files, key }) => {
    const entry = json(files, E(2, 'entry.json'));
    drop(files, E(2, ''));
    put(files, E(2, 'entry.json'), pretty({ ...entry, deleted: true }));
    resign(files, key);
  }, ['entry_not_in_chain', 'flag_entry', 'bundle_counts'], null),
  one('a message in the list worded otherwise, signed', ({ files, key }) => { lines(files, 'data/flags.ndjson', ([a, ...rest]) => [a!.replace('明天', '后天'), ...rest]); resign(files, key); }, ['flag_message', 'flag_text'], null),
  one('a message in the list points at another entry, signed', ({ files, key }) => { lines(files, 'data/flags.ndjson', ([a, ...rest]) => [a!.replace('"entrySeq":1', '"entrySeq":2'), ...rest]); resign(files, key); }, ['flag_entry', 'entry_flag'], null),
  one('a message taken out of the list, signed', ({ files, key }) => { lines(files, 'data/flags.ndjson', ([, ...rest]) => rest); resign(files, key); }, ['flags_number', 'entry_flag', 'bundle_counts'], null),
  one('a file that bundle.json does not name, signed', ({ files, key }) => { put(files, 'data/more.txt', 'x'); list(files); signList(files, key); }, ['bundle_files'], null),
  one('a masked copy passed as full, signed', ({ files, key }) => { mask(files); resign(files, key); }, ['copy_kind'], null),
  one('a full copy passed as masked, signed', ({ files, key }) => { describeBundle(files, { ...json(files, 'data/bundle.json'), copy: 'masked', of: { manifestSha256: sha('x') } }); list(files); signList(files, key); }, ['copy_kind'], null),
  one('bundle.json names another key, signed', ({ files, key }) => { describeBundle(files, { ...json(files, 'data/bundle.json'), keyId: sha('x') }); list(files); signList(files, key); }, ['other_key'], null),
  one('a list with one path twice, signed', ({ files, key }) => {
    put(files, 'manifest-sha256.txt', `${text(files, 'manifest-sha256.txt')}${sha('x')}  data/flags.csv\n`);
    put(files, 'manifest-sha256.txt.sig', new Uint8Array(sign('sha256', files.get('manifest-sha256.txt')!, key.key)));
  }, ['manifest_form'], 'sums'),
];

/** Puts a masked record in the place of the first one. */
export function mask(files: Files): void {
  const body = JSON.parse(text(files, E(1, 'record.json'))) as { facts: { message: { author: { name: string } } } };
  body.facts.message.author.name = '[1]';
  drop(files, E(1, 'record.json'));
  files.delete(E(1, 'record.sig'));
  files.delete(E(1, 'message.html'));
  put(files, E(1, 'record.masked.json'), canonicalize(body)!);
}

export const ATTACKS: Attack[] = [...WITHOUT_KEY, ...WITH_A_KEY, ...ZIP_ATTACKS];
