import type { Section } from './language.ts';

export type HistoryRemainsKey =
  | 'empty_title_now' | 'remains' | 'remains_export' | 'remains_lead'
  | 'export_check' | 'export_check_locked' | 'export_wait_stamp' | 'export_stopped' | 'step_lock_percent'
  | `${'meanwhile' | 'none_left'}_${'what' | 'safe' | 'next'}`;

/** What is left when every message was deleted, and an export that ended without a file. */
export const historyRemains: Section<HistoryRemainsKey> = {
  en: {
    empty_title_now: 'No messages are kept now',
    remains: 'The log is still here, and so are the numbers and hashes of archived messages that you deleted.',
    remains_export: 'Export what remains',
    remains_lead: 'No message is kept, so the file holds no words of any. It holds the log and, of archived messages that you deleted, the numbers, the hashes and the notes of when.',
    export_check: 'Check the file now',
    export_check_locked: 'To check a locked file, unlock it first.',
    export_wait_stamp: 'Please keep this page open. Only the number for the time stamp goes to the authority that you chose.',
    export_stopped: 'Stopped. No file was saved, and nothing was changed.',
    step_lock_percent: 'Making the lock: {done}%',
    meanwhile_what: 'A message was deleted while the file was being made.',
    meanwhile_safe: 'No file was saved, because it would look as if something were lost. All that you did not delete is still there.',
    meanwhile_next: 'Please make the file again.',
    none_left_what: 'There is nothing left to export with this choice.',
    none_left_safe: 'No file was saved, and nothing was changed.',
    none_left_next: 'Choose again what goes in.',
  },
  zh_CN: {
    empty_title_now: '现在没有保存的信息',
    remains: '日志还在；删除过的存档信息，编号和校验值也还在。',
    remains_export: '导出留下的记录',
    remains_lead: '现在没有保存任何信息，文件里不会有信息的文字。里面有日志；删除过的存档信息，有编号、校验值和删除时间。',
    export_check: '现在核对这个文件',
    export_check_locked: '加锁的文件要先解开，才能核对。',
    export_wait_stamp: '请不要关闭这个页面。只有申请时间戳用的那串数字会发给你选的机构。',
    export_stopped: '已停止。没有保存文件，也没有改动任何内容。',
    step_lock_percent: '正在加锁：{done}%',
    meanwhile_what: '生成文件期间，有一条信息被删除了。',
    meanwhile_safe: '没有保存文件，因为那样的文件看起来会像少了东西。你没有删除的都还在。',
    meanwhile_next: '请再生成一次。',
    none_left_what: '这样选已经没有可以导出的内容。',
    none_left_safe: '没有保存文件，也没有改动任何内容。',
    none_left_next: '请重新选择导出哪些。',
  },
  zh_TW: {
    empty_title_now: '現在沒有保存的訊息',
    remains: '日誌還在；刪除過的存檔訊息，編號和雜湊值也還在。',
    remains_export: '匯出留下的紀錄',
    remains_lead: '現在沒有保存任何訊息，檔案裡不會有訊息的文字。裡面有日誌；刪除過的存檔訊息，有編號、雜湊值和刪除時間。',
    export_check: '現在核對這個檔案',
    export_check_locked: '加鎖的檔案要先解開，才能核對。',
    export_wait_stamp: '請不要關閉這個頁面。只有申請時間戳記用的那串數字會傳給你選的機構。',
    export_stopped: '已停止。沒有儲存檔案，也沒有更動任何內容。',
    step_lock_percent: '正在加鎖：{done}%',
    meanwhile_what: '產生檔案的時候，有一則訊息被刪除了。',
    meanwhile_safe: '沒有儲存檔案，因為那樣的檔案看起來會像少了東西。你沒有刪除的都還在。',
    meanwhile_next: '請再產生一次。',
    none_left_what: '這樣選已經沒有可以匯出的內容。',
    none_left_safe: '沒有儲存檔案，也沒有更動任何內容。',
    none_left_next: '請重新選擇要匯出哪些。',
  },
};
