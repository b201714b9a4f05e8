import type { Label } from '../../src/core/verdict.ts';
import type { Language } from '../../src/locales/language.ts';

/** A line of the play that the demo and the end-to-end tests put on. All people, firms and numbers in it are made up. */
export interface ScriptLine {
  language: Language;
  text: string;
}

export interface CollectorLine extends ScriptLine {
  /** What it plainly is. It must be marked, with at least one of these. */
  labels: readonly Label[];
}

/** Must be marked. Each fits one IRC message. */
export const COLLECTOR_LINES: readonly CollectorLine[] = [
  { language: 'zh_CN', text: '今天下午五点前不还钱，我就把你通讯录里的人全部打一遍，让你爸妈、同事都知道你欠钱不还。', labels: ['third_party', 'exposure'] },
  { language: 'zh_CN', text: '我们外勤已经出发了，明天就到你公司和你家门口堵你，看你还怎么躲。', labels: ['visit'] },
  { language: 'zh_CN', text: '你已经涉嫌诈骗罪，公安今天就立案抓你，再不还款就等着坐牢吧。', labels: ['legal_threat', 'impersonation'] },
  { language: 'zh_CN', text: '你这种老赖就是个垃圾，欠钱不还的畜生，全家都不要脸。', labels: ['insult'] },
  { language: 'zh_CN', text: '再不还钱就打断你的腿，出了门小心点，别怪我们不客气。', labels: ['violence'] },
  { language: 'zh_CN', text: '没钱还就去卖肾、去借高利贷，今晚十二点之前必须把钱打过来。', labels: ['coercion'] },
  { language: 'zh_CN', text: '你的身份证号、住址和你女儿上学的学校我们都有，不还钱你自己想想后果。', labels: ['data_misuse'] },

  { language: 'zh_TW', text: '今天不還錢，我就把你的裸照跟身分證發到臉書社團，讓你所有朋友都看到你欠債。', labels: ['exposure'] },
  { language: 'zh_TW', text: '我們的人明天會去你公司樓下找你，還會去你老家找你爸媽要這筆錢。', labels: ['visit', 'third_party'] },
  { language: 'zh_TW', text: '再唔還錢就斬死你，淋紅油落你屋企門口，你同你屋企人出入小心啲。', labels: ['violence', 'visit'] },
  { language: 'zh_TW', text: '這裡是地檢署，你欠款不還已經被通緝，今天不匯款就派警察拘提你到案。', labels: ['impersonation', 'legal_threat'] },
  { language: 'zh_TW', text: '你個死賤人，爛人一個，欠錢唔還仲有面出街，正一人渣。', labels: ['insult'] },
  { language: 'zh_TW', text: '冇錢還就去做雞啦，唔係就跳樓死咗佢，一死了之都好過你賴債。', labels: ['coercion', 'insult'] },

  { language: 'en', text: 'Pay today or I will call everyone in your contacts and tell your boss and your mother that you owe us money.', labels: ['third_party', 'exposure'] },
  { language: 'en', text: 'We are sending people to your house tomorrow. They will wait outside your door until you pay your debt.', labels: ['visit'] },
  { language: 'en', text: 'Pay the loan by 5 pm or we will break your legs. Watch your back when you leave work.', labels: ['violence'] },
  { language: 'en', text: 'A warrant for your arrest has been issued because of this debt. Police will take you to jail tonight unless you pay now.', labels: ['legal_threat', 'impersonation'] },
  { language: 'en', text: 'You are a worthless piece of trash, a filthy deadbeat who never pays what you owe.', labels: ['insult'] },
  { language: 'en', text: 'Send the money tonight or your photo goes on Facebook with the word FRAUDSTER on it, tagged to all your friends.', labels: ['exposure', 'defamation'] },
];

/** A friend's ordinary talk, full of words that a careless filter trips over. Must not be marked. */
export const FRIEND_LINES: readonly ScriptLine[] = [
  { language: 'zh_CN', text: '上次借你的三百块我周五发工资就还你，谢谢啦。' },
  { language: 'zh_CN', text: '今天堵车堵死我了，差点没赶上开会。' },
  { language: 'zh_CN', text: '快递小哥说明天上午送到你家楼下，记得接电话。' },
  { language: 'zh_CN', text: '昨晚那部警匪片看了吗？最后法院判得也太轻了。' },
  { language: 'zh_CN', text: '周末我带孩子去你家玩，要不要顺便带点水果？' },
  { language: 'zh_CN', text: '房贷利率又降了，我打算去银行问问提前还款的事。' },
  { language: 'zh_CN', text: '哈哈哈笑死我了，你家的猫也太凶了吧。' },

  { language: 'zh_TW', text: '昨天幫我墊的便當錢我晚點轉帳給你喔。' },
  { language: 'zh_TW', text: '這遊戲打王打到快瘋掉，隊友一直送頭。' },
  { language: 'zh_TW', text: '明天下班我去你公司樓下等你，一起去吃火鍋。' },
  { language: 'zh_TW', text: '我表哥考上警察了，下個月開始受訓。' },
  { language: 'zh_TW', text: '聽日我去你屋企食飯，要唔要買啲生果上嚟？' },
  { language: 'zh_TW', text: '今個月卡數爆咗，要慳啲使先得。' },
  { language: 'zh_TW', text: '律師說租約那一條要再改，改好我傳給你看。' },

  { language: 'en', text: 'I will pay you back for the concert tickets on Friday, promise.' },
  { language: 'en', text: 'That exam killed me. I am so dead tomorrow.' },
  { language: 'en', text: 'Can I come to your house on Sunday to watch the match?' },
  { language: 'en', text: 'The court scene in that police drama was brilliant.' },
  { language: 'en', text: 'My student loan statement came today, only two years to go.' },
  { language: 'en', text: 'Call your mum, she is looking for you. Dinner is at seven.' },
  { language: 'en', text: 'They finally arrested the guy who stole my bike.' },
];

/** What Alice writes herself, telling what was said to her. Must not be marked, as nothing of the reader's own is. */
export const ALICE_LINES: readonly ScriptLine[] = [
  { language: 'zh_CN', text: '他们说不还钱就去我家堵门，还要打断我的腿，我该怎么办？' },
  { language: 'zh_TW', text: '他說要把我的照片發到臉書，讓大家知道我欠錢。' },
  { language: 'en', text: 'They told me they would break my legs and call my boss.' },
];
