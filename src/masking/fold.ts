/** A text as it is compared: width and capitals evened out, what does not show left out; and where each unit came from. */
export interface Folded {
  text: string;
  /** For each UTF-16 unit of `text`, where its character begins in the original. */
  from: number[];
  /** …and where it ends. */
  to: number[];
}

/** Never shown, or shown as nothing: a page may put them between two digits. */
const UNSEEN = new RegExp([
  '[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFE00-\\uFE0F\\uFFA0\\u{E0000}-\\u{E0FFF}]',
  '\\p{Cf}',
].join('|'), 'u');

/** What people put between the parts of a number. */
const BETWEEN = /[\s\-‐‑‒–—―−_.·•・‧/()[\]（）－．＿／~～]/u;

const cache = new Map<string, string>();

function foldChar(char: string): string {
  let folded = cache.get(char);
  if (folded === undefined) {
    folded = UNSEEN.test(char) ? '' : char.normalize('NFKC').toLowerCase();
    if (cache.size > 20_000) cache.clear();
    cache.set(char, folded);
  }
  return folded;
}

/** @param loose also leaves out what stands between the parts of a number */
export function fold(text: string, loose = false): Folded {
  const from: number[] = [];
  const to: number[] = [];
  let out = '';
  let at = 0;
  for (const char of text) {
    const end = at + char.length;
    const folded = foldChar(char);
    if (folded !== '' && !(loose && BETWEEN.test(char))) {
      out += folded;
      for (let i = 0; i < folded.length; i += 1) {
        from.push(at);
        to.push(end);
      }
    }
    at = end;
  }
  return { text: out, from, to };
}
