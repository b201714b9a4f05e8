import type { Language } from '../../locales/language.ts';

export interface PracticeLine {
  from: 'collector' | 'friend' | 'me';
  text: string;
}

/** The made-up chat of the welcome page, written for each language's readers. No one in it exists. */
export const practiceScript: Record<Language, PracticeLine[]> = {
  en: [
    { from: 'collector', text: 'Your payment of 340 was due on Friday. You can pay through the link in your account.' },
    { from: 'me', text: 'I can pay half next week. I lost shifts this month.' },
    { from: 'collector', text: 'Not good enough. Pay tonight or our boys will be waiting outside your house in the morning.' },
    { from: 'friend', text: 'Are you home? I will come by your house tomorrow with soup.' },
    { from: 'collector', text: 'We have your contact list. Your boss and your mother will hear what a thief you are.' },
    { from: 'friend', text: 'You are not alone in this. Call me any time.' },
  ],
  zh_CN: [
    { from: 'collector', text: '您好，您的账单340元已于周五到期，可在账户内还款。' },
    { from: 'me', text: '下周我先还一半行吗，这个月少了好几天班。' },
    { from: 'collector', text: '不行。今晚不还，明早就安排人到你家门口堵你。' },
    { from: 'friend', text: '在家吗？明天我去你家，给你带汤。' },
    { from: 'collector', text: '你通讯录我们都有，明天就让你领导和你妈知道你是个老赖骗子。' },
    { from: 'friend', text: '你不是一个人，随时打给我。' },
  ],
  zh_TW: [
    { from: 'collector', text: '您好，您的帳單340元已於週五到期，可在帳戶內繳款。' },
    { from: 'me', text: '下禮拜先繳一半可以嗎，這個月少排了好幾天班。' },
    { from: 'collector', text: '不行。今晚沒還，明天一早就叫小弟去你家門口堵你。' },
    { from: 'friend', text: '在家嗎？明天我去你家，帶湯給你喝。' },
    { from: 'collector', text: '你的通訊錄我們都有，明天就讓你主管跟你媽知道你是欠錢不還的騙子。' },
    { from: 'friend', text: '你不是一個人，隨時打給我。' },
  ],
};
