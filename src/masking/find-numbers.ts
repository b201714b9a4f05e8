import type { MaskKind } from '../core/masking.ts';
import { fold } from './fold.ts';
import { isHongKongId, isLuhn, isMainlandId, isTaiwanId } from './number-checks.ts';

/** A place in a text that may be worth masking. */
export interface Finding {
  start: number;
  end: number;
  kind: MaskKind;
  /** Proposed: false where it is unsure. */
  sure: boolean;
}

interface Rule {
  kind: MaskKind;
  /** On the folded text: half width, small letters. Named group `it`: what is meant; else all of it. */
  pattern: RegExp;
  /** What it must be, on its digits and capitals. */
  is?(bare: string): boolean;
  /** What must stand shortly before it. */
  after?: RegExp;
  sure?: boolean;
  /** What belongs to it of the 24 units before it. Nothing of that: no finding. */
  before?: RegExp;
}

const GAP = '[ \\-.]?';
const digits = (n: number | string): string => `(?:${GAP}\\d){${n}}`;
const whole = (inner: string): RegExp => new RegExp(`(?<![\\da-z])${inner}(?![\\d])`, 'dgu');
const CALL = /(?:电话|電話|手机|手機|号码|號碼|座机|座機|联系|聯絡|打给|打給|致电|致電|whatsapp|phone|call|tel|mobile|contact)[^\n]{0,8}$/u;
const ACCOUNT = /(?:卡号|卡號|账号|賬號|帳號|账户|賬戶|帳戶|银行卡|銀行卡|card|account)[^\n]{0,10}$/u;
const CAR = /(?:车牌|車牌|车号|車號|plate)[^\n]{0,8}$/u;
const PROVINCE = '京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊';
/** A character of the name of a place: none of the little words that lead to one. */
const PLACE = '(?![到去在来來住是于於你我他她们們])\\p{Script=Han}';
const WAY = '(?:路|街|大道|巷|弄|胡同)';

/** First come, first served: what an earlier rule took, a later one leaves. */
const RULES: readonly Rule[] = [
  { kind: 'email', pattern: /(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/dgu },
  { kind: 'id', pattern: whole(`[1-9]${digits(16)}${GAP}[\\dx]`), is: isMainlandId },
  { kind: 'id', pattern: whole('[1-9]\\d{14}'), is: isMainlandId },
  { kind: 'id', pattern: whole('[a-z][1289]\\d{8}'), is: isTaiwanId },
  { kind: 'id', pattern: whole('[a-z]{1,2}\\d{6} ?\\(?[\\da]\\)?'), is: isHongKongId },
  { kind: 'card', pattern: whole(`[1-9]${digits('12,18')}`), is: (bare) => bare.length >= 15 && isLuhn(bare) },
  { kind: 'card', pattern: whole(`\\d${digits('9,18')}`), after: ACCOUNT },
  { kind: 'phone', pattern: whole(`(?:\\+?86${GAP})?1[3-9]${digits(9)}`) },
  { kind: 'phone', pattern: /\+[1-9](?:[ \-.()]{0,2}\d){7,14}(?!\d)/dgu },
  { kind: 'phone', pattern: whole(`(?:886${GAP})?0?9\\d${GAP}\\d${digits(6)}`), is: (bare) => /^(886|0)9/.test(bare) },
  { kind: 'phone', pattern: whole('\\(?0[1-9]\\d{0,2}(?:\\) ?|[ \\-])\\d{3,4}[ \\-]?\\d{4}'), sure: true },
  { kind: 'phone', pattern: whole('0[1-9]\\d{8,10}'), after: CALL },
  { kind: 'phone', pattern: whole('0[1-9]\\d{8,10}'), sure: false },
  { kind: 'phone', pattern: whole('(?:852[ \\-]?)?[2-9]\\d{3}[ \\-]?\\d{4}'), after: CALL },
  { kind: 'phone', pattern: whole('[5-9]\\d{3}[ \\-]?\\d{4}'), sure: false },
  { kind: 'handle', pattern: /(?:微信|薇信|威信|wechat|weixin|vx|wx|v信|加v|加我v)(?:号|號|id|账号|帳號)?\s{0,3}[:是为為]?\s{0,3}(?<it>[a-z][a-z0-9_-]{4,29})/dgu },
  { kind: 'handle', pattern: /(?:qq|扣扣|q号|q號)(?:号|號|账号|帳號)?\s{0,3}[:是为為]?\s{0,3}(?<it>[1-9]\d{4,11})(?!\d)/dgu },
  { kind: 'handle', pattern: /(?:line|賴|telegram|tg|电报|電報|whatsapp|instagram|ig|抖音|小红书|小紅書|支付宝|支付寶)\s{0,3}(?:(?:号|號|id|账号|帳號)\s{0,3}[:是为為]?|[:@])\s{0,3}@?(?<it>[a-z0-9][a-z0-9._-]{3,29})/dgu },
  { kind: 'plate', pattern: new RegExp(`[${PROVINCE}][a-hj-np-z][·•. ]?(?=[a-z]*\\d)[a-hj-np-z\\d]{4,5}[a-hj-np-z\\d挂掛学學警港澳](?![a-z\\d])`, 'dgu') },
  { kind: 'plate', pattern: whole('(?:[a-z]{2,3}-\\d{3,4}|\\d{3,4}-[a-z]{2}|[a-z]{2} ?\\d{2,4})'), after: CAR },
  {
    kind: 'address',
    pattern: new RegExp(
      `${WAY}[一二三四五六七八九十\\d]{0,3}段?(?:\\d{1,5}巷)?(?:\\d{1,5}弄)?\\d{1,5}(?:[-之]\\d{1,4})?(?:号|號)(?:[\\p{Script=Han}\\d-]{0,12}?(?:室|楼|樓|单元|單元|房|棟|栋|座)(?:\\d{1,5}(?:室|房)?)?)?`, 'dgu'),
    before: new RegExp(`(?:(?:${PLACE}){2,12}[省市区區县縣镇鎮乡鄉])?(?:${PLACE}){1,4}$`, 'u'),
  },
  { kind: 'address', pattern: /(?<![\da-z])\d{1,5} (?:(?!(?:the|on|in|an|of|to|down|by|and|or) )[a-z][a-z'.-]{1,20} ){1,4}(?:street|road|avenue|lane|drive|st|rd|ave)(?![a-z])/dgu },
];

/** An amount, a share or a count of something is no number of a person. */
const AMOUNT_AFTER = /^ ?(?:元|块|塊|万|萬|圆|圓|港币|港幣|人民币|人民幣|台币|台幣|美元|刀|%|天|期|笔|筆|dollars|yuan|rmb|usd|hkd|ntd|twd)/u;
const AMOUNT_BEFORE = /(?:[$¥€£]|rmb|hkd|usd|ntd|twd|nt\$|hk\$|金额|金額|欠款|本金|利息) ?:?$/u;
const NUMBERS: ReadonlySet<MaskKind> = new Set<MaskKind>(['phone', 'card', 'id']);
/** Numbers, accounts and places of a person, by their form. Amounts of money are none. */
export function findNumbers(text: string): Finding[] {
  const folded = fold(text);
  const taken = new Uint8Array(folded.text.length);
  const found: Finding[] = [];
  for (const { kind, pattern, is, after, sure = true, before: lead } of RULES) {
    for (const match of folded.text.matchAll(pattern)) {
      let [from, to] = match.indices!.groups?.['it'] ?? match.indices![0]!;
      const before = folded.text.slice(Math.max(0, from - 24), from);
      if (lead) {
        const own = lead.exec(before)?.[0].length ?? 0;
        if (own === 0) continue;
        from -= own;
      }
      if (taken.subarray(from, to).includes(1)) continue;
      if (after && !after.test(before)) continue;
      if (is && !is(folded.text.slice(from, to).replace(/[^\da-z]/g, '').toUpperCase())) continue;
      if (NUMBERS.has(kind) && (AMOUNT_AFTER.test(folded.text.slice(to, to + 12)) || (AMOUNT_BEFORE.test(before) && !after))) continue;
      if (!sure && isDate(folded.text.slice(from, to))) continue;
      taken.fill(1, from, to);
      found.push({ start: folded.from[from]!, end: folded.to[to - 1]!, kind, sure });
    }
  }
  return found.toSorted((x, y) => x.start - y.start);
}

const isDate = (text: string): boolean => /^(?:19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(text);
