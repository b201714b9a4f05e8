import type { Finding } from './find-numbers.ts';

/** The family names that most people have, both scripts. Two-character ones stand apart. */
const SINGLE =
  '王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鐘姜崔谭譚廖范范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴赖賴覃洪武莫孔汤湯向常温溫康施文牛樊葛邢安齐齊伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁房滕屈饶饒解牟艾尤时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊姬师師仇栾欒隋沙明';
const DOUBLE = '欧阳歐陽司马司馬上官诸葛諸葛司徒端木皇甫尉迟尉遲夏侯慕容'.match(/../gu)!;
const FAMILY = `(?:${DOUBLE.join('|')}|[${SINGLE}])`;

const KIN =
  '(?:妈妈|媽媽|爸爸|老妈|老媽|老爸|妈|媽|爸|父亲|父親|母亲|母親|老婆|老公|妻子|丈夫|太太|爱人|愛人|配偶|前妻|前夫|女朋友|男朋友|对象|儿子|兒子|女儿|女兒|哥哥|哥|姐姐|姐|弟弟|弟|妹妹|妹|爷爷|爺爺|奶奶|外公|外婆|公公|婆婆|岳父|岳母|叔叔|舅舅|阿姨|姑姑|亲戚|親戚|朋友|同学|同學|同事|老板|老闆|领导|領導|主管|邻居|鄰居|紧急联系人|緊急聯絡人|担保人|擔保人|保證人|联系人|聯絡人)';
const CALLED = '(?:叫做|叫|名叫|是|:|：|，|,| )?';
const TITLE = '(?:先生|女士|小姐|太太|同学|同學|老师|老師)';
/** What may follow a name; no name has these inside. */
const ENDS = /^(?:$|[^\p{Script=Han}]|[的在是吗嗎呢吧和跟与與电電打来來去不已把被将將会會要都也就说說知接住欠还還这這那有没沒你我他她])/u;

const AFTER_KIN = new RegExp(`${KIN}${CALLED}(?<it>${FAMILY}\\p{Script=Han}{1,2})`, 'dgu');
const BEFORE_TITLE = new RegExp(`(?<it>${FAMILY}\\p{Script=Han}{1,2})${TITLE}`, 'dgu');
const ENGLISH_KIN = /\b(?:[Mm]other|[Ff]ather|[Mm]om|[Mm]um|[Dd]ad|[Ww]ife|[Hh]usband|[Ss]on|[Dd]aughter|[Bb]rother|[Ss]ister|[Bb]oss|[Ff]riend|[Cc]olleague|[Nn]eighbou?r|[Gg]uarantor|[Cc]ontact)s?,? (?<it>[A-Z][a-z]{1,19}(?: [A-Z][a-z]{1,19}){0,2})/dgu;
const ENGLISH_TITLE = /\b(?:Mr|Mrs|Ms|Miss)\.? (?<it>[A-Z][a-z]{1,19}(?: [A-Z][a-z]{1,19}){0,2})/dgu;

const endsAt = (text: string, at: number): boolean => ENDS.test(text.slice(at, at + 2));

/** Names that are said after a word for kin or before a title. Only sure where it is plain that and where a name stands. */
export function findNames(text: string): Finding[] {
  const found: Finding[] = [];
  const taken = new Uint8Array(text.length);
  const add = (start: number, end: number, sure: boolean): void => {
    if (/[某xX×*＊]/.test(text.slice(start, end)) || taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
    found.push({ start, end, kind: 'name', sure });
  };
  for (const match of text.matchAll(AFTER_KIN)) {
    const [start, most] = match.indices!.groups!['it']!;
    const least = start + (DOUBLE.includes(text.slice(start, start + 2)) ? 3 : 2);
    const end = endsAt(text, most) || least > most ? most : endsAt(text, least) ? least : most;
    // The last character of a long match may be the first word after a short name.
    const short = end === most && most > least && endsAt(text, most - 1) ? most - 1 : end;
    add(start, short, endsAt(text, short));
  }
  for (const match of text.matchAll(BEFORE_TITLE)) {
    const [start, end] = match.indices!.groups!['it']!;
    add(start, end, start === 0 || !/\p{Script=Han}/u.test(text[start - 1]!));
  }
  for (const [pattern, sure] of [[ENGLISH_KIN, true], [ENGLISH_TITLE, false]] as const) {
    for (const match of text.matchAll(pattern)) add(...match.indices!.groups!['it']!, sure);
  }
  return found;
}
