import type { Flag } from '../../../src/core/flag.ts';
import { sampleFlag } from '../fake-history.ts';

/** Made-up messages that try the layout: short, long, mixed scripts, hidden and reordering characters, markup. */
export const SAMPLES: Flag[] = [
  sampleFlag({ id: 'a1', text: '明天下午三点前不还钱，我们就派人到你家和单位，让你同事都看看你是什么人。', words: '派人到你家和单位', labels: [['visit', 0.97], ['exposure', 0.81]], sentAt: '2026-03-02T13:14:05.000Z', shown: '今天 21:14', author: '信达催收-李经理', chat: '贷款咨询群' }),
  sampleFlag({ id: 'a2', text: '再不處理，你爸媽、公司主管的電話我們都有，一個一個打。', words: '一個一個打', labels: [['third_party', 0.93]], sentAt: '2026-03-02T11:02:00.000Z', shown: '19:02', author: '專員 王', chat: '債務協商', site: 'https://talk.example.tw' }),
  sampleFlag({ id: 'a3', text: 'Pay today or the police will be at your door tomorrow. I have your ID, your address, your photos. ' + 'I will send them to everyone you know. '.repeat(9), words: 'the police will be at your door', labels: [['legal_threat', 0.88], ['exposure', 0.76], ['third_party', 0.61]], sentAt: '2026-03-01T02:40:00.000Z', shown: 'Sunday 10:40', author: 'agent_778', chat: '#loan-help' }),
  sampleFlag({ id: 'a4', text: '你\u200B个\u200B老\u200B赖 \u202Egnp.exe\u202C <b onclick="alert(1)">点这里</b>\n还\n钱', words: '老\u200B赖', labels: [['insult', 0.72]], sentAt: null, shown: '昨天', author: 'x\u202Ey', chat: '陌生人' }),
  sampleFlag({ id: 'a5', text: '照片已经发到你们村的群里了。', words: '发到你们村的群里', labels: [['exposure', 0.99]], sentAt: '2026-02-27T06:00:00.000Z', shown: '2月27日 14:00', author: '匿名', chat: '匿名账号', state: 'archived', attachments: ['image: photo.jpg'] }),
  sampleFlag({ id: 'a6', text: '你再不回我就生气啦', labels: [['coercion', 0.55]], sentAt: '2026-02-26T06:00:00.000Z', shown: '2月26日', author: '小林', chat: '小林', state: 'dismissed' }),
  ...Array.from({ length: 60 }, (_, n) => sampleFlag({ id: `b${String(n).padStart(2, '0')}`, text: `第 ${n + 1} 次提醒：今天不还，后果自负，家人也跑不掉。`, words: '家人也跑不掉', labels: n % 3 === 0 ? [['violence', 0.9]] : [['third_party', 0.8], ['violence', 0.7]], sentAt: new Date(Date.UTC(2026, 1, 20, 4) - n * 7_200_000).toISOString(), shown: `${String(n % 24).padStart(2, '0')}:00`, author: '催收', chat: n % 2 ? '贷款咨询群' : '催收 3 组', state: n % 7 === 0 ? 'archived' : 'open' })),
];
