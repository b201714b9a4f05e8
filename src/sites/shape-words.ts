import { attributeOf, classOf } from './dom.ts';

// Words that chat programs of all makes use in class names and on the page. They are evidence, never proof.

/** Whole tokens or parts of one, split at case changes, dashes and underscores. */
const part = (words: string) => new RegExp(`(?:^|[-_\\s.:/]|(?<=[a-z])(?=[A-Z]))(?:${words})(?:$|[-_\\s.:/\\d]|(?=[A-Z]))`, 'i');

export const TOKENS = {
  mine: /(?:^|[-_\s:])(?:me|mine|self|own|owner|outgoing|outbound|outcoming|out|sent|from-?me|is-?me|by-?me|is-?own|is-?mine|my|my-?message|local|user|human|visitor|client|customer|right|end|rhs|question|prompt|requester)(?=$|[-_\s:]|[A-Z])/i,
  theirs: /(?:^|[-_\s:])(?:them|theirs|other|others|incoming|inbound|in|received|receive|receiver|from-?them|peer|remote|bot|assistant|agent|operator|admin|ai|system-?reply|support|left|start|lhs|answer|response|reply-?from|opponent|partner|interlocutor|stranger|model)(?=$|[-_\s:]|[A-Z])/i,
  name: part('name|names|author|sender|nick|nickname|nicks?|user-?name|username|display-?name|from|who|by|speaker|person|user'),
  time: part('time|times|timestamp|stamp|date|datetime|ago|when|sent-?at|created|clock|day|hour'),
  text: part('text|texts|body|content|contents|message|msg|bubble|markdown|prose|words|speech|txt|balloon|paragraph'),
  quote: part('quote|quoted|quotation|reply|replied|replies|reply-?to|in-?reply-?to|in-?reply|embedded-?message|reference|referenced|cited|citation'),
  preview: part('preview|previews|unfurl|embed|embeds|link-?card|card|opengraph|og|link-?preview|attachment|attachments'),
  reaction: part('reaction|reactions|emoji-?bar|likes?|upvotes?'),
  status: part('status|state|tick|ticks|check|checks|receipt|receipts|read|seen|delivered|delivery|edited|sent-?status|badge|role|tag|count|counter|unread|meta'),
  avatar: part('avatar|avatars|userpic|user-?pic|profile-?pic|photo|gravatar|initials|portrait|headimg|head-?img|face|icon|pic|thumb-?user'),
  system: part('system|sys|notice|notices|notification|event|events|info|service|divider|separator|status-?message|announcement|tip|tips|hint|date|day|day-?mark|datestamp|timeline-?date|unread-?marker|action-?message'),
  hidden: /(?:^|[\s_-])(?:sr-?only|visually-?hidden|screen-?reader(?:-?text|-?only)?|a11y-?hidden|assistive|offscreen|hidden-?visually)(?=$|[\s_-])/i,
  chat: part('chat|chats|message|messages|msg|msgs|conversation|conversations|dialog|dialogue|log|transcript|chat-?log|chat-?room|im|talk|bubble|bubbles'),
  otherList: part('comment|comments|feed|post|posts|product|products|inbox|mail|mails|email|emails|sidebar|side-?bar|nav|menu|contacts?|contact-?list|roster|users?-?list|userlist|members?|participants?|channel-?list|room-?list|conversation-?list|chat-?list|conversation-?item|notifications|results?|search|cart|review|reviews|todo|task|tasks|settings|preferences'),
} as const;

/** What a name field says of the reader in their own chat. */
export const OWN_NAMES = /^(?:you|me|myself|yourself|i|我|自己|本人|您|你|我自己|我方|you said|du|ich|vous|moi|tú|tu|yo|você|eu|вы|я|あなた|自分|나|bạn|tôi|anda|saya|คุณ|ฉัน)$/i;

/** Words that stand beside messages and are the page's: never a name, never a text where there is other text. */
export const STATUS_WORDS = /^[\s(（[·•✓✔✅☑|,]*(?:sent|sending…?|sending\.{3}|delivered|seen|read|unread|edited|edit(?:ed)? \S+|failed|not sent|pending|new|now|pinned|forwarded|bot|app|admin|owner|moderator|online|offline|active|away|verified|已读|未读|已讀|未讀|送达|已送达|已送達|发送中…?|傳送中…?|已发送|已傳送|已编辑|已編輯|编辑过|发送失败|傳送失敗|置顶|已转发|刚刚在线|在线|離線|在線|新消息|新訊息)?[\s)）\]·•✓✔✅☑|,.]*$/i;

/** The whole line says that a message was taken back. */
export const RECALLED = /^(?:\S{0,40}\s?)?(?:此(?:消息|信息|訊息)已(?:被)?(?:撤回|撤銷|删除|刪除)|(?:该|該|这条|這則)(?:消息|信息|訊息)已(?:被)?(?:撤回|收回|删除|刪除)|已收回(?:訊息|消息)?|(?:你|您|对方|對方|"?[^"]{1,40}"?)\s?(?:撤回|收回)了?一?(?:条|則|则)?(?:消息|信息|訊息)|(?:this|the|a) message (?:was|has been) (?:deleted|removed|unsent|recalled|retracted)|(?:you|.{1,40}) (?:deleted|unsent|removed|recalled|retracted) (?:this|a|the) message|message (?:deleted|unsent|removed|recalled|retracted)|deleted message)(?:\s?(?:by .{1,40}|重新编辑|重新編輯))?[.。]?$/i;

/** Whole lines that the program itself says in the list. */
export const SYSTEM_WORDS = /(?:(?:has |have )?(?:joined|left|entered|quit|disconnected|parted)(?:\s+\S+){0,4}|(?:was|were) (?:added|removed|invited|kicked)|added .{1,60} to the (?:group|chat)|changed (?:the|their) .{1,60}|created (?:the|this) (?:group|room|channel|chat)|(?:has|have) been (?:created|opened|closed|assigned|renamed|archived)(?:\s+\S+){0,4}|is now known as .+|end-to-end encrypt\S*.*|messages? (?:and calls )?(?:are|is) (?:now )?(?:end-to-end )?encrypted.*|(?:new|unread) messages?|\d+ (?:new|unread) messages?|start of (?:the )?(?:conversation|history|chat).*|加入(?:了|咗)?(?:群|聊|房|會|会|频道|頻道)\S*|已?接入.{0,30}|离开了?(?:群|聊|房|会)\S*|離開了?(?:群|聊|房|會)\S*|退出了?(?:群|聊)\S*|以(?:上|下)(?:为|是|為)?(?:历史|歷史|新)?(?:消息|訊息|记录|紀錄)|端(?:到|对|對)端加密.*|邀请.{1,40}(?:加入|进)\S*|邀請.{1,40}(?:加入|進)\S*|修改(?:了)?群\S*|(?:会话|對話|对话)已?(?:结束|結束|开始|開始))$/i;

export const EDITED_WORDS = /[(（]\s*(?:edited|已编辑|已編輯|编辑过|編輯過|modified)[^)）]{0,20}[)）]|^(?:edited|已编辑|已編輯)$/im;

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\u200d|\ufe0f|\s)+$/u;
/** Pictures of a character, as many programs draw emoji. */
export const isEmoji = (words: string): boolean => words.length <= 40 && EMOJI_ONLY.test(words) && /\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}]/u.test(words);

const SYSTEM_KIND = /^(?:system|sys|join(?:ed)?|part|quit|leave|left|topic\S*|mode\S*|nick|kick|motd|whois|info|event|status|service|date|divider|separator|unread\S*|notification|announcement|call-?log|membership|state)$/i;

/** A row that says of itself that it is a line of the program's own. */
export function saysSystem(row: Element): boolean {
  const names = classOf(row);
  if (names !== '' && TOKENS.system.test(names)) return true;
  if (attributeOf(row, 'role') === 'separator') return true;
  for (const name of ['data-type', 'data-kind', 'data-event', 'data-message-type', 'type']) if (SYSTEM_KIND.test(attributeOf(row, name) ?? '')) return true;
  return names.split(/\s+/, 12).some((name) => SYSTEM_KIND.test(name));
}
