import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { downloader, type Fetch } from './download.ts';
import { outputOf, type Source } from './source.ts';
import { rowsOf, sha256, textsOf, type RawFile } from './texts.ts';

/** What became of a source. `reason`: a sentence for a person, of a failed one. */
export interface Outcome {
  source: Source;
  state: 'written' | 'already there' | 'failed';
  reason?: string;
}

export interface Tools {
  fetch: Fetch;
  wait(milliseconds: number): Promise<void>;
  /** Told as soon as a source is done. */
  told(outcome: Outcome): void;
}

/** Files fetched at the same time: the server is a guest-house and not ours. */
const AT_ONCE = 6;

/**
 * Brings each source into `folder`, one after the other; one that fails leaves the others alone. A file is whole and of the pinned bytes, or not there.
 * Never rejects for a source; rejects when the folder cannot be made.
 */
export async function fetchBackground(sources: readonly Source[], folder: string, tools: Tools): Promise<Outcome[]> {
  await mkdir(join(folder, 'evaluation'), { recursive: true });
  const download = downloader(tools.fetch, tools.wait);
  const outcomes: Outcome[] = [];
  for (const source of sources) {
    const outcome = await bring(source).catch((error: unknown): Outcome => ({ source, state: 'failed', reason: (error as Error).message }));
    outcomes.push(outcome);
    tools.told(outcome);
  }
  return outcomes;

  async function bring(source: Source): Promise<Outcome> {
    const path = join(folder, outputOf(source));
    if (await isThere(path, source.sha256)) return { source, state: 'already there' };
    const others = sources.filter(({ id }) => source.without?.includes(id));
    if (others.length !== (source.without?.length ?? 0)) throw new Error(`needs ${source.without!.join(' and ')}, which are not in the list`);
    const theirs: string[] = [];
    for (const other of others) theirs.push(...textsOf(other, await rawFiles(other)));
    const texts = textsOf(source, await rawFiles(source), theirs);
    const rows = rowsOf(source, texts);
    const found = sha256(rows);
    if (found !== source.sha256) {
      throw new Error(`reads as ${texts.length} rows with SHA-256 ${found}, and ${source.rows} rows with ${source.sha256} are pinned. Whoever changed the reading on purpose pins the new ones in sources.ts.`);
    }
    await writeWhole(path, rows);
    return { source, state: 'written' };
  }

  async function rawFiles(source: Source): Promise<RawFile[]> {
    const files: RawFile[] = [];
    for (let at = 0; at < source.files.length; at += AT_ONCE) {
      const some = source.files.slice(at, at + AT_ONCE);
      files.push(...(await Promise.all(some.map(async (file) => ({ path: file.path, bytes: await download(source, file) })))));
    }
    return files;
  }
}

async function isThere(path: string, expected: string): Promise<boolean> {
  const bytes = await readFile(path).catch(() => null);
  return bytes !== null && sha256(bytes) === expected;
}

/** Under another name first: a file that was cut off would train another model and nobody would know. */
async function writeWhole(path: string, content: string): Promise<void> {
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, content);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code === 'ENOSPC' ? `no space is left on the disk for ${path}` : `${path} cannot be written: ${message}`, { cause: error });
  }
}
