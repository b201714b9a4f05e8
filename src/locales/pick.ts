import type { Section } from './language.ts';

type PickKey =
  | 'line' | 'own' | 'marked' | 'stop' | 'at' | 'at_hidden'
  | 'title' | 'lead' | 'keep' | 'cancel' | 'needs_kind' | 'nothing_to_quote';

/** Choosing a message on the page that was missed. */
export const pick: Section<PickKey> = {
  en: {
    line: 'Choose the message that was missed. Click it, or use the arrow keys and Enter. Esc stops.',
    own: 'You wrote this one. Only messages from others can be marked.',
    marked: 'This one is already marked.',
    stop: 'Stop',
    at: 'Message {n} of {total}: {text}',
    at_hidden: 'Message {n} of {total}',
    title: 'What is it?',
    lead: 'Choose at least one. It is kept in your history, and messages worded like it will be marked more readily.',
    keep: 'Keep',
    cancel: 'Cancel',
    needs_kind: 'Choose at least one kind first.',
    nothing_to_quote: 'This message has no text.',
  },
  zh_CN: {
    line: '选择漏掉的那条信息：点一下，或用方向键和回车。按 Esc 停止。',
    own: '这条是你自己发的。只能标出别人发来的信息。',
    marked: '这条已经标出了。',
    stop: '停止',
    at: '第 {n} 条，共 {total} 条：{text}',
    at_hidden: '第 {n} 条，共 {total} 条',
    title: '这是什么？',
    lead: '至少选一项。它会保存到记录里，以后类似的信息会更容易标出。',
    keep: '保存',
    cancel: '取消',
    needs_kind: '请先至少选一项。',
    nothing_to_quote: '这条信息没有文字。',
  },
  zh_TW: {
    line: '選擇漏掉的那則訊息：點一下，或用方向鍵和 Enter。按 Esc 停止。',
    own: '這則是你自己傳的。只能標出別人傳來的訊息。',
    marked: '這則已經標出了。',
    stop: '停止',
    at: '第 {n} 則，共 {total} 則：{text}',
    at_hidden: '第 {n} 則，共 {total} 則',
    title: '這是什麼？',
    lead: '至少選一項。它會保存到紀錄裡，以後類似的訊息會更容易標出。',
    keep: '保存',
    cancel: '取消',
    needs_kind: '請先至少選一項。',
    nothing_to_quote: '這則訊息沒有文字。',
  },
};
