/** One file of a public repository. `sha256`: of its bytes, hexadecimal. */
export interface PinnedFile {
  path: string;
  sha256: string;
}

/** A public set of texts, fixed to the byte. */
export interface Source {
  /** Also the name of the file that is written and the `source` of its rows. */
  id: string;
  language: 'zh' | 'yue' | 'en';
  licence: string;
  /** On GitHub, `owner/name`. */
  repository: string;
  /** 40 hexadecimal digits. */
  commit: string;
  files: readonly PinnedFile[];
  /** The texts of one of the files, in its order, as they stand there. Pure; throws on bytes of another shape. */
  read(bytes: Uint8Array, path: string): string[];
  /** At most so many different texts, chosen by a hash of each. */
  take?: number;
  /** Ids of sources whose texts are left out of this one. */
  without?: readonly string[];
  /** Only to count false flags: never learnt, and written where training does not look. */
  evaluationOnly?: true;
  note?: string;
  /** What comes of it: different texts, and the SHA-256 of the file that is written. */
  rows: number;
  sha256: string;
}

export const addressOf = ({ repository, commit }: Source, path: string): string =>
  `https://raw.githubusercontent.com/${repository}/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;

/** Where the rows go, below the folder of background texts, which is not searched deeper than its first level. */
export const outputOf = ({ id, evaluationOnly }: Source): string => `${evaluationOnly ? 'evaluation/' : ''}${id}.jsonl`;

/** Reads a table of `sha256 name` pairs, parted by blanks; paths are folder + name + ending. */
export function pinned(folder: string, table: string, ending = ''): PinnedFile[] {
  const words = table.trim().split(/\s+/);
  return Array.from({ length: words.length / 2 }, (_, i) => ({ sha256: words[2 * i]!, path: `${folder}${words[2 * i + 1]!}${ending}` }));
}
