// The talks that the gallery's pages show. All people, firms and numbers in them are made up. Each has what readers of
// chats stumble over: short words, equal lines one after another, times, dates, sums and links inside the words, breaks,
// a line that is nothing but a date.

export interface Line {
  /** `me`, or a key of the talk's `people`. */
  who: string;
  text: string;
  /** Minutes before the page was opened. */
  ago: number;
  /** Place in the talk, from 0, of the line that this one answers with a quote. */
  answers?: number;
  /** Goes with a picture. */
  picture?: boolean;
}

export interface Talk {
  title: string;
  /** The reader's own name. */
  me: string;
  people: Record<string, string>;
  lines: readonly Line[];
  /** What is said while the page is open, by turns the other side and the reader. */
  later: readonly Pick<Line, 'who' | 'text'>[];
}

type Step = number | readonly [who: string, text: string, more?: Pick<Line, 'answers' | 'picture'>];

const DAY = 24 * 60;

/** A number in `steps` lets that many minutes pass. */
function lay(startAgo: number, steps: readonly Step[]): Line[] {
  let ago = startAgo;
  const lines: Line[] = [];
  for (const step of steps) {
    if (typeof step === 'number') ago -= step;
    else lines.push({ who: step[0], text: step[1], ago, ...step[2] });
  }
  return lines;
}

/** Both sides by turns, the other one first. */
const byTurns = (who: string, texts: readonly string[]): Talk['later'] => texts.map((text, i) => ({ who: i % 2 ? 'me' : who, text }));

const loan: Talk = {
  title: '王专员',
  me: '林小满',
  people: { wang: '王专员' },
  lines: lay(2 * DAY + 190, [
    ['wang', '你好，请问是林小满吗？'],
    ['me', '是的，请问哪位'],
    1,
    ['wang', '我是快易贷的王专员，你在我们平台有一笔借款已经逾期 3 天了。'],
    ['wang', '应还金额 2,356.80 元，请尽快处理。'],
    2,
    ['me', '这个月工资还没发，能不能缓几天？'],
    ['wang', '不行'],
    ['wang', '晚上 8:00 前还钱，不然后果自负。'],
    ['me', '好'],
    5,
    ['me', '我先凑一凑'],
    300,
    ['wang', '凑得怎么样了？\n\n我这边已经给你申请了减免，只要今天之内还清本金，利息可以少算一部分。\n\n再拖下去就不是这个价了，你自己考虑清楚。', { answers: 8 }],
    ['wang', '在吗'],
    ['wang', '在吗'],
    DAY - 700,
    ['me', '在的'],
    ['me', '昨天太晚了，没看手机 😅'],
    ['wang', '11月20日'],
    1,
    ['me', '什么意思？'],
    ['wang', '最后期限'],
    4,
    ['wang', '还款链接 https://pay.kuaiyi-example.com/r?id=88213&k=a1 ，点进去就能还。'],
    ['me', '打开是空白的'],
    ['wang', '换个浏览器试试', { picture: true }],
    ['me', 'ok'],
    50,
    ['me', '还是不行'],
    ['wang', '1'],
    2,
    ['wang', '你再这样拖着，我就只能联系你的家人和单位了，你通讯录里的人我们都有。'],
    ['me', '请不要打给我家里人，我会还的。', { answers: 23 }],
    DAY - 200,
    ['wang', '今天 14:30 之前给我答复'],
    ['me', '好'],
    ['me', '我已经跟亲戚借了，下午转给你。\n先还一千，剩下的月底。'],
    4,
    ['wang', '转了截图发我 👌'],
    ['me', '好'],
    ['wang', '嗯'],
  ]),
  later: byTurns('wang', ['转了吗？', '刚转了 1,000，你查一下', '没收到啊，你别骗我', '银行说 17:45 之前到账', '再等你十分钟，收不到我就打给你妈了', '好', '收到了', '剩下的月底还你', '月底几号？', '30号']),
};

const flat: Talk = {
  title: '合租室友群',
  me: '阿May',
  people: { ken: 'Ken Lau', fong: '小芳', bo: '波仔', joe: 'joe_92' },
  lines: lay(2 * DAY + 95, [
    ['fong', '大家記得今個月租金 5 號前交 🙏'],
    ['ken', '收到'],
    ['me', '收到'],
    2,
    ['bo', '我聽日先出糧喎'],
    ['bo', '可唔可以遲兩日'],
    ['fong', '得啦，你同業主講聲', { answers: 4 }],
    3,
    ['me', '電費單到咗：$1,284.50，四個人夾每人 $321'],
    ['joe', 'ok'],
    ['joe', 'I will FPS it tonight around 9:15 pm'],
    40,
    ['ken', '有冇人見到我件黑色外套？\n上次放喺沙發度\n依家唔見咗'],
    ['me', '洗咗，喺陽台', { answers: 9 }],
    DAY - 420,
    ['bo', '屋企樓下有個收數佬搵波叔，話佢爭人錢，仲影相 😨'],
    ['me', '吓？影咗啲乜？'],
    ['bo', '影咗個信箱同門牌', { picture: true }],
    1,
    ['fong', '好驚'],
    ['joe', 'Call the police. Number is 999, and take a note of the time: 18:05.'],
    ['me', '我打咗'],
    12,
    ['me', '警察話 10 分鐘到'],
    ['bo', '好'],
    ['fong', '好'],
    30,
    ['joe', 'https://www.police.example.hk/report/online?lang=zh 呢度可以網上報案'],
    ['me', '好，我填埋'],
    DAY - 190,
    ['ken', '琴晚點呀？'],
    ['me', '冇事，警察抄咗佢身份證就走咗。\n\n不過佢臨走講咗句「我知你哋住邊」，所以今晚返嚟記得兩個人一齊行。\n\n門鎖我搵咗師傅聽日換。'],
    ['bo', '11月20日'],
    ['ken', '?'],
    ['bo', '佢話嗰日再嚟'],
    5,
    ['me', '等我哋一齊喺度'],
    ['joe', '1'],
    ['joe', 'sorry wrong window'],
    2,
    ['me', '今晚邊個返嚟食飯？'],
    ['me', '魚定雞？'],
    ['fong', '雞'],
    ['ken', '雞'],
    ['me', '好'],
    ['me', 'ok'],
  ]),
  later: byTurns('fong', ['換鎖師傅話幾點嚟？', '聽日 10:30', '我喺屋企等佢', '好', '唔該晒', '唔好咁講', 'ok', 'ok', '今晚食乜？', '火鍋']),
};

const card: Talk = {
  title: 'Credit Line Support',
  me: 'Dana Whitfield',
  people: { rob: 'Robert (Collections)', sara: 'Sara K.' },
  lines: lay(DAY + 400, [
    ['rob', 'Hello Dana, this is Robert from the collections team.'],
    ['rob', 'You are 14 days past due on account 4471-20.'],
    1,
    ['me', 'Hi'],
    ['me', 'I know, I lost my job in October.'],
    ['rob', 'That is not our problem.'],
    2,
    ['rob', 'The balance is $1,942.17 and it has to be paid by 5:30 pm today.'],
    ['me', 'Can I pay in parts?', { answers: 5 }],
    ['rob', 'no'],
    ['me', 'Please'],
    ['rob', 'no'],
    ['me', 'Is there someone else I can talk to? I read on https://help.creditline.example/hardship that you have a hardship plan, and that it takes effect within 24 hours.'],
    30,
    ['sara', 'Hi Dana, Sara here, I have taken over this case 🙂'],
    ['sara', 'We do have a plan:\n\nFirst, you pay 10 percent now.\n\nThen the rest is spread over six months, with no further fees as long as every payment arrives by the 5th.'],
    ['me', 'That would work for me.'],
    ['me', 'ok'],
    5,
    ['sara', 'Great, this is the form to fill in', { picture: true }],
    ['me', '11/20/2025'],
    ['sara', 'Is that the date you want to start?'],
    ['me', 'yes', { answers: 17 }],
    620,
    ['rob', 'Dana, I see no payment. I will call your employer and your sister this afternoon.'],
    ['me', 'I agreed a plan with Sara yesterday at 16:20!'],
    ['me', '😡'],
    ['rob', 'Plans mean nothing until the money is here.'],
    8,
    ['sara', 'Robert, please leave this one to me.'],
    ['sara', 'Sorry about that, Dana.'],
    ['me', 'Thank you. I have paid $194.22 now, reference 8830-1.', { answers: 24 }],
    ['sara', 'ok'],
    ['me', 'ok'],
  ]),
  later: byTurns('sara', ['The next payment is due on the 5th.', 'Noted', 'I have talked to Robert.', 'Thank you', 'Anything else?', 'no', 'Have a good evening, it is 6:10 pm here already', 'You too']),
};

const shop: Talk = {
  title: '速貸通 客服小陳',
  me: '我',
  people: { chen: '速貸通 客服小陳' },
  lines: lay(DAY + 330, [
    ['chen', '您好，這裡是速貸通，我是客服小陳。'],
    ['chen', '請問是黃小姐嗎？'],
    ['me', '對'],
    1,
    ['chen', '黃小姐您好，提醒您第 4 期款項 NT$3,500 已經逾期。'],
    ['me', '我不是上週繳了嗎'],
    ['me', '便利商店繳的，單子還在', { picture: true }],
    4,
    ['chen', '系統查不到喔'],
    ['chen', '請提供條碼下方 16 位數字'],
    ['me', '8830 2214 0097 1156'],
    9,
    ['chen', '查到了，是入到前一期，所以這期還是沒繳。\n\n另外您的地址是不是換過？\n\n寄過去的通知都被退回來了。'],
    ['me', '沒有換啊'],
    ['me', '？'],
    2,
    ['chen', '那我們會派人到府上確認。'],
    ['me', '不用派人，我今天 19:30 下班就去繳', { answers: 12 }],
    ['chen', '好'],
    ['me', '好'],
    700,
    ['chen', '黃小姐，昨天沒有入帳喔'],
    ['chen', '再不處理，我們就直接去您公司找您主管談'],
    ['me', '我昨天加班到 11:40，超商機器壞掉 😢'],
    1,
    ['chen', '那是您的問題'],
    ['chen', '11月20日'],
    ['chen', '這是最後一天'],
    ['me', '好'],
    ['me', '可以用轉帳嗎？'],
    3,
    ['chen', '可以，請到 https://pay.sudaitong.example/tw/transfer 查帳號'],
    ['me', '1'],
    ['me', '按錯'],
    ['chen', '轉完請回傳後五碼', { answers: 23 }],
    ['me', 'OK'],
    ['me', '50213'],
    ['chen', '收到，謝謝您 🙏'],
  ]),
  later: byTurns('chen', ['還有一筆手續費 150 元', '什麼手續費？', '逾期手續費', '合約上沒有寫', '不繳的話明天 09:00 就送法務', '好', '您考慮一下', '請給我書面說明', '好', '好']),
};

const friend: Talk = {
  title: '周哥',
  me: '小满',
  people: { zhou: '周哥' },
  lines: lay(DAY + 60, [
    ['zhou', '妹子，最近怎么样'],
    ['me', '还行吧，就是被催得厉害'],
    ['me', '天天有人打电话'],
    ['zhou', '要不要我先借你点'],
    ['me', '不用不用，我跟平台谈好了分期'],
    500,
    ['zhou', '对了，周末聚餐 18:30，老地方'],
    ['me', '好'],
    ['me', '我带点水果'],
    ['zhou', '好'],
  ]),
  later: byTurns('zhou', ['几个人来？', '就我自己', '好', '👌']),
};

export const TALKS = { loan, flat, card, shop, friend };
export type TalkName = keyof typeof TALKS;
