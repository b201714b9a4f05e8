/**
 * Letters of other scripts, and signs, that pass for Latin letters: those NFKC leaves alone. Keys are lower-cased after NFKC.
 * Written for this project.
 */
const ROWS = `
aαаɑᴀ∀₳ꭺ🅰 bвььƅʙᏏᖯ฿🅱 cсϲᴄ¢ⅽⲥꮯ dԁɗᴅɖ eеεєҽɛэⲉᴇꭼ€ fғƒꜰϝſ gɡɢԍցᶃ hнһհʜኪ iіιɩɪıᎥⅰ jјϳᴊʝ
kкκᴋⲕƙ lӏⅼʟլł£ mмᴍⲙɱ nпոηᴎɴռ oоοσօᴏⲟøөదഠ๐໐০੦૦୦௦०𐐬 pрρⲣᴘƥ₱🅿 qԛգզ rгᴦʀɾɼ sѕꜱʂꮪ§ tтτᴛƭ₮ uυսцᴜʋ vѵνᴠⅴ wшωщԝᴡ₩ xхχⅹ× yуүγʏყɣ¥ zᴢʐʑƶ
`;

/** Look-alike → Latin letter. Money signs stand here too and count only inside a word. */
export const LOOKALIKES: ReadonlyMap<number, number> = new Map(
  ROWS.trim().split(/\s+/).flatMap((row) => {
    const [letter = '', ...others] = [...row];
    return others.map((other) => [other.codePointAt(0)!, letter.codePointAt(0)!] as const);
  }),
);

/** Signs that only count as a letter when letters stand on both sides. */
export const MONEY_SIGNS: ReadonlySet<number> = new Set([...'¢€£₱₮₩¥§฿₳×'].map((sign) => sign.codePointAt(0)!));

/** Digits and signs written for letters inside a word. */
export const LEET: ReadonlyMap<number, number> = new Map(
  [...'0o1i3e4a5s7t8b@a$s!i|l'].reduce<[number, number][]>((pairs, char, index, all) => {
    if (index % 2 === 0) pairs.push([char.codePointAt(0)!, all[index + 1]!.codePointAt(0)!]);
    return pairs;
  }, []),
);
