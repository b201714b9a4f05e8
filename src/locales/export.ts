import type { Section } from './language.ts';

type Column =
  | 'id' | 'kept_at' | 'sent_at' | 'sent_at_shown' | 'seen_at' | 'zone' | 'site' | 'conversation_id' | 'conversation_title'
  | 'author_id' | 'author_name' | 'state' | 'labels' | 'scores' | 'text' | 'text_sha256' | 'entry_seq' | 'entry_hash' | 'url'
  | 'adapter' | 'adapter_trust' | 'model_version';

type Key =
  | 'title' | 'subtitle' | 'lead' | 'page_before' | 'page_between' | 'page_after' | 'comma' | 'semicolon' | 'colon'
  | 'made_at' | 'period' | 'to' | 'zone' | 'chosen' | 'messages' | 'n_messages' | 'n_message' | 'sealed' | 'open' | 'dismissed' | 'conversations' | 'sites' | 'key' | 'software'
  | 'by_hand' | 'hand_from' | 'hand_to' | 'hand_case' | 'hand_signed' | 'contents'
  | 'check' | 'check_lead' | 'check_1' | 'check_1_good' | 'check_2' | 'check_2_good' | 'check_3' | 'check_3_good' | 'check_4' | 'check_4_good' | 'check_other' | 'check_key' | 'check_paper' | 'problems_found'
  | 'summary' | 'by_label' | 'by_conversation' | 'by_month' | 'by_day' | 'label' | 'conversation' | 'site' | 'count' | 'month' | 'day' | 'several' | 'more_groups' | 'unknown_time' | 'numbers'
  | 'chronology' | 'chronology_lead' | 'nothing' | 'number' | 'shown' | 'sent_local' | 'sent_utc' | 'seen' | 'sender' | 'address' | 'may_be' | 'quote' | 'no_text' | 'attached'
  | 'not_shown' | 'not_known' | 'no_name' | 'no_title' | 'them' | 'me' | 'system' | 'unknown' | 'practice' | 'imported'
  | 'text' | 'image' | 'voice' | 'file' | 'call' | 'recall'
  | 'is_dismissed' | 'is_marked_by_reader' | 'change_gone' | 'change_back' | 'change_recalled' | 'change_edited' | 'is_sealed' | 'hash' | 'sealed_at' | 'sealed_title' | 'sealed_none' | 'sealed_lead' | 'entry' | 'message'
  | 'hash_differs' | 'not_canonical' | 'signature_unreadable' | 'other_key' | 'order_differs' | 'number_repeated' | 'file_missing' | 'file_differs'
  | 'limits' | 'proves' | 'proves_1' | 'proves_2' | 'proves_3' | 'proves_not' | 'not_1' | 'not_2' | 'not_3' | 'not_4' | 'not_5' | 'keep' | 'keep_1'
  | 'index' | 'index_authors'
  | 'readme_title' | 'readme_lead' | 'readme_files' | 'readme_report' | 'readme_csv' | 'readme_ndjson' | 'readme_entries' | 'readme_custody' | 'readme_missing' | 'readme_manifest' | 'readme_bag'
  | 'readme_columns' | 'readme_apostrophe' | 'readme_brackets' | 'readme_import' | 'readme_labels'
  | `col_${Column}`;

/** Words of the exported files. Their readers are regulators, the police, court clerks and lawyers. */
export const exportWords: Section<Key> = {
  en: {
    title: 'Record of chat messages',
    subtitle: 'Possible harassment in debt collection, kept by the recipient on their own device',
    lead: 'Made for regulators, the police, courts and lawyers. Texts are quoted word for word as the web page showed them. Each message was marked by an estimate made on the device. The estimate can be wrong, and it is not a legal finding.',
    page_before: 'Page ', page_between: ' of ', page_after: '', comma: ', ', semicolon: '; ', colon: ': ',
    made_at: 'Made', period: 'Period', to: 'to', zone: 'Time zone of the recipient', chosen: 'What was chosen',
    messages: 'Messages', n_messages: '{n} messages', n_message: '{n} message', sealed: 'Sealed as evidence', open: 'Not yet decided', dismissed: 'Marked “not harassment”',
    conversations: 'Conversations', sites: 'Sites', key: 'Signing key (SHA-256)', software: 'Made with',
    by_hand: 'To fill in by hand', hand_from: 'Submitted by', hand_to: 'Submitted to', hand_case: 'Case number', hand_signed: 'Date and signature', contents: 'Contents',
    check: 'How to check this record',
    check_lead: 'This record is a ZIP file in the form of a BagIt 1.0 bag: manifest-sha256.txt lists the SHA-256 of every file under data/, and is signed. Standard tools check it; Witnessmark is not needed. Unpack the ZIP, open a terminal in the folder that holds manifest-sha256.txt, and enter:',
    check_1: 'Has any file been changed?', check_1_good: 'Good if every line ends in OK.',
    check_2: 'Is the list of files the one that was signed?', check_2_good: 'Good if it says Verified OK.',
    check_3: 'Is it the key named on the first page of the report?', check_3_good: 'Good if the number equals the one after “Signing key”.',
    check_4: 'A single sealed entry, here number {n}:', check_4_good: 'Good if it says Verified OK, and if the SHA-256 of record.json equals “hash” in entry.json.',
    check_other: 'On macOS, use shasum -a 256 -c in place of sha256sum -c. On Windows, certutil -hashfile FILE SHA256 gives the SHA-256 of one file, to compare with its line in manifest-sha256.txt.',
    check_key: 'Whoever could replace every file could replace the key as well. So compare the SHA-256 of the key, or that of manifest-sha256.txt, with what the recipient noted or sent to someone when the export was made.',
    check_paper: 'A printed copy cannot be checked by itself. Please keep the ZIP.',
    problems_found: 'When this export was made, {n} points were found that do not add up. They are listed under “problems” in data/not-captured.json. Nothing was repaired or left out.',
    summary: 'Summary', by_label: 'By what the message may be', by_conversation: 'By conversation', by_month: 'By month', by_day: 'By day',
    label: 'May be', conversation: 'Conversation', site: 'Site', count: 'Messages', month: 'Month', day: 'Day', several: 'One message can count under several headings.', more_groups: 'and {n} more, see data/flags.csv', unknown_time: 'time not known', numbers: 'Numbers',
    chronology: 'Messages in order of time', chronology_lead: 'Oldest first. The number is the line of the message in data/flags.ndjson. Every text is quoted in full. Characters that do not show, or that would change how the text reads, are given as their number, such as [U+200B]. They are part of the text.',
    nothing: 'There is no message in this selection.', number: 'No. {n}', shown: 'Time as the page showed it', sent_local: 'Sent, in the recipient’s zone', sent_utc: 'Sent, UTC', seen: 'Seen on the page', sender: 'Sender', address: 'Address of the page', may_be: 'May be', quote: 'Text, word for word', no_text: 'no text', attached: 'Attached, described and not saved',
    not_shown: 'not shown by the page', not_known: 'cannot be told from the page', no_name: 'no name shown', no_title: 'no title shown', them: 'the other side', me: 'the recipient', system: 'the site itself', unknown: 'side not known', practice: 'From the practice chat of Witnessmark. Not a real message.', imported: 'From an imported file, not read from a web page.',
    text: 'text', image: 'picture', voice: 'voice message', file: 'file', call: 'call', recall: 'message taken back',
    is_dismissed: 'marked “not harassment” by the recipient', is_marked_by_reader: 'Marked by the recipient: the kinds are those the recipient chose; nothing was estimated.', change_gone: 'no longer shown in the chat', change_back: 'shown in the chat again', change_recalled: 'the page says it was taken back', change_edited: 'the page shows other words for it', is_sealed: 'Sealed as entry {n}', hash: 'SHA-256 of record.json', sealed_at: 'Sealed', sealed_title: 'Sealed entries', sealed_none: 'No message of this selection was sealed.', sealed_lead: 'A sealed entry holds one message with its times and source, a number, the hash of the entry before, and a signature. Where numbers are missing here, those entries belong to messages outside this selection.', entry: 'Entry', message: 'Message',
    hash_differs: 'The record does not give the hash it states. It was changed after it was sealed.', not_canonical: 'The record is not in the form in which it could have been sealed.', signature_unreadable: 'The signature cannot be read.', other_key: 'Signed with another key than the one in this export.', order_differs: 'It does not follow the entry before it.', number_repeated: 'There is another entry with this number.', file_missing: 'A file that belongs to this entry is missing.', file_differs: 'A file that belongs to this entry does not give the hash that the record states. It was changed after it was sealed.',
    limits: 'What this record proves, and what it does not', proves: 'It proves', proves_not: 'It does not prove', keep: 'Please keep the originals',
    proves_1: 'that no file in this export has been changed since it was signed, if the checks hold and the key is the one the recipient noted;', proves_2: 'that the list of files and each sealed entry were signed with the key in signing-key.pem. Witnessmark makes this key on the recipient’s device, and the browser does not hand it out;', proves_3: 'that a sealed entry has not been changed since it was sealed, and, where the numbers run on, that none in between was taken out.',
    not_1: 'that a certain person or company sent a message, or that the site’s server holds the same text. It shows what a web page displayed on this device;', not_2: 'the exact time. Times come from the page and from the clock of this device. There is no time stamp of an outside authority;', not_3: 'that nothing else was said. Only messages that were marked are kept, on sites that the recipient turned on;', not_4: 'that a message meets a legal definition. “May be” is an estimate made by a program;', not_5: 'anything about pictures, files or calls. This version keeps words only. What is missing is listed in data/not-captured.json.',
    keep_1: 'Keep the phone, the account and the chat itself. Courts usually prefer the original device and record, a notary, or a neutral third party.',
    index: 'Index', index_authors: 'By sender',
    readme_title: 'WITNESSMARK EXPORT: HOW TO READ AND CHECK IT', readme_lead: 'A record of chat messages that may be harassment in debt collection, kept by the recipient on their own device. To read or print it, open data/report.html in any browser. No program needs to be installed.',
    readme_files: 'THE FILES', readme_report: 'for reading and printing', readme_csv: 'table for spreadsheet programs, UTF-8', readme_ndjson: 'the exact record, one message a line; its form is in schemas/flag.schema.json', readme_entries: 'sealed entries: record.json (signed bytes), record.sig (signature, DER), entry.json (hash and number)', readme_custody: 'log: when messages were sealed, exported, dismissed; each line holds the hash of the one before', readme_missing: 'what this export does not hold, and anything that did not add up', readme_manifest: 'the list of files, its signature and the public key', readme_bag: 'the BagIt 1.0 form (RFC 8493) and the SHA-256 of the files beside data/',
    readme_columns: 'THE COLUMNS OF FLAGS.CSV', readme_apostrophe: 'A cell that would begin with = + - @ (also full-width), a tab, a line break or an apostrophe has one apostrophe put in front, so that no program takes it for a formula. Take off one leading apostrophe and the text is as it was.', readme_brackets: 'A character that cannot stand in a plain file, or in the report a character that does not show, is given as [U+0000], its number in brackets. If the text itself has “[U+”, its bracket is given as [U+005B]. Turn each [U+…] back into its character and the text is as it was. flags.ndjson holds every text exactly.', readme_import: 'In a spreadsheet program, import the columns as text, or long numbers may be shown rounded.', readme_labels: 'THE LABELS. EACH ONE SAYS WHAT A MESSAGE MAY BE',
    col_id: 'number of the record: SHA-256 of site, conversation and message key', col_kept_at: 'when it was kept (UTC)', col_sent_at: 'when it was sent, as read from the page (UTC); empty if it cannot be told', col_sent_at_shown: 'the time exactly as the page showed it', col_seen_at: 'when it was seen on the page (UTC)', col_zone: 'time zone in which the page’s time was read', col_site: 'the site', col_conversation_id: 'the site’s id of the conversation', col_conversation_title: 'title of the conversation as shown', col_author_id: 'the site’s id of the sender', col_author_name: 'name of the sender as shown', col_state: 'open, dismissed (marked “not harassment” by the recipient) or archived (sealed)', col_labels: 'what it may be, strongest first', col_scores: 'how sure the estimate was, 0 to 1', col_text: 'the text, word for word', col_text_sha256: 'SHA-256 of the text in UTF-8; empty if the text holds half a character', col_entry_seq: 'number of the sealed entry', col_entry_hash: 'SHA-256 of the sealed entry', col_url: 'address of the page', col_adapter: 'which reader read the page', col_adapter_trust: 'how well that reader is tested: run, sourced, guessed, detected; or imported, practice', col_model_version: 'version of the model that made the estimate',
  },
  zh_CN: {
    title: '聊天信息记录',
    subtitle: '疑似催收骚扰的信息，由收信人在自己的设备上保存',
    lead: '供监管部门、公安机关、法院和律师查阅。文字逐字照录网页所显示的内容。每条信息由设备上的程序估计后标出，估计可能有误，也不是法律上的认定。',
    page_before: '第 ', page_between: ' 页，共 ', page_after: ' 页', comma: '、', semicolon: '；', colon: '：',
    made_at: '制作时间', period: '信息起止时间', to: '至', zone: '收信人所在时区', chosen: '选取范围',
    messages: '信息条数', n_messages: '{n} 条', n_message: '{n} 条', sealed: '已封存为证据', open: '尚未处理', dismissed: '标为“不是骚扰”',
    conversations: '对话', sites: '网站', key: '签名密钥指纹（SHA-256）', software: '制作软件',
    by_hand: '以下手工填写', hand_from: '提交人', hand_to: '受理单位', hand_case: '案件编号', hand_signed: '日期、签名', contents: '目录',
    check: '怎样核对这份记录',
    check_lead: '这份记录是一个 ZIP 文件，采用 BagIt 1.0 规范：manifest-sha256.txt 列出 data/ 下每个文件的 SHA-256 校验值，并附有签名。用通用工具即可核对，不需要安装留证。请解压 ZIP，在 manifest-sha256.txt 所在的文件夹中打开命令行，依次输入：',
    check_1: '文件有没有被改动？', check_1_good: '每一行末尾都显示 OK，即为一致。',
    check_2: '文件清单是不是签名时的那一份？', check_2_good: '显示 Verified OK，即为一致。',
    check_3: '密钥是不是报告首页写明的那一个？', check_3_good: '结果与签名密钥指纹相同，即为一致。',
    check_4: '单独核对一条封存的证据，以第 {n} 号为例：', check_4_good: '显示 Verified OK，并且 record.json 的 SHA-256 与 entry.json 中的“hash”相同，即为一致。',
    check_other: '在 macOS 上，用 shasum -a 256 -c 代替 sha256sum -c。在 Windows 上，可用 certutil -hashfile 文件名 SHA256 算出单个文件的 SHA-256，再与 manifest-sha256.txt 中的对应行比较。',
    check_key: '能够替换全部文件的人，也能够替换密钥。因此请把密钥指纹，或 manifest-sha256.txt 的 SHA-256，与收信人在导出时记下或发给他人的那一份进行比较。',
    check_paper: '纸质打印件本身无法核对，请保留 ZIP 文件。',
    problems_found: '制作本次导出时，发现 {n} 处对不上，已列在 data/not-captured.json 的“problems”一项中。没有作任何修补，也没有略去任何内容。',
    summary: '概况', by_label: '按可能的类别', by_conversation: '按对话', by_month: '按月份', by_day: '按日期',
    label: '可能属于', conversation: '对话', site: '网站', count: '条数', month: '月份', day: '日期', several: '一条信息可能同时归入几个类别。', more_groups: '另有 {n} 项，见 data/flags.csv', unknown_time: '时间不详', numbers: '编号',
    chronology: '信息（按时间先后排列）', chronology_lead: '从最早的开始。编号即该条信息在 data/flags.ndjson 中的行号。每条均照录全文。看不见的字符，以及会改变文字显示顺序的字符，以其编码代替，例如 [U+200B]，它们是原文的一部分。',
    nothing: '所选范围内没有信息。', number: '第 {n} 条', shown: '网页显示的时间', sent_local: '发送时间（收信人时区）', sent_utc: '发送时间（UTC）', seen: '在网页上看到的时间', sender: '发送者', address: '网页地址', may_be: '可能属于', quote: '原文照录', no_text: '没有文字', attached: '附件，只记下说明，没有保存',
    not_shown: '网页没有显示', not_known: '从网页上看不出来', no_name: '没有显示名字', no_title: '没有显示标题', them: '对方', me: '收信人', system: '网站系统', unknown: '不清楚是哪一方', practice: '来自留证的练习对话，不是真实信息。', imported: '来自导入的文件，不是从网页读取的。',
    text: '文字', image: '图片', voice: '语音', file: '文件', call: '通话', recall: '撤回的信息',
    is_dismissed: '收信人标为“不是骚扰”', is_marked_by_reader: '由收信人标出：类别是收信人选的，没有作任何估计。', change_gone: '已不在对话里显示', change_back: '又在对话里显示', change_recalled: '网页显示已撤回', change_edited: '网页显示的内容已改动', is_sealed: '已封存，证据第 {n} 号', hash: 'record.json 的 SHA-256', sealed_at: '封存时间', sealed_title: '封存的证据', sealed_none: '所选范围内没有封存的证据。', sealed_lead: '每条封存的证据包含一条信息及其时间和来源、编号、上一条证据的校验值，以及签名。此处编号不连续的，所缺的证据对应所选范围以外的信息。', entry: '证据编号', message: '信息编号',
    hash_differs: '记录与其载明的校验值不符，封存之后有过改动。', not_canonical: '记录的形式与封存时应有的形式不符。', signature_unreadable: '签名无法读取。', other_key: '签名所用的密钥与本次导出所附的密钥不同。', order_differs: '与上一条证据衔接不上。', number_repeated: '另有一条证据使用了相同的编号。', file_missing: '属于这条证据的一个文件不见了。', file_differs: '属于这条证据的一个文件与记录中写明的校验值不符，封存之后被改动过。',
    limits: '这份记录能证明什么，不能证明什么', proves: '能够证明', proves_not: '不能证明', keep: '请保留原件',
    proves_1: '核对结果一致，并且密钥就是收信人记下的那一个，则导出的文件自签名之后没有改动过；', proves_2: '文件清单和每一条封存的证据，都由 signing-key.pem 对应的密钥签名。留证在收信人的设备上生成这个密钥，浏览器不会将它交出；', proves_3: '封存的证据自封存之后没有改动过；编号连续的，还能说明中间没有缺少任何一条。',
    not_1: '信息确由某个人或某家公司发出，或者网站服务器上保存着相同的内容。本记录只反映这台设备上的网页显示了什么；', not_2: '准确的时间。时间取自网页和这台设备的时钟，没有外部机构出具的时间戳；', not_3: '双方没有说过别的话。只保存被标出的信息，并且只限收信人开启的网站；', not_4: '某条信息符合法律上的定义。“可能属于”只是程序的估计；', not_5: '图片、文件或通话的内容。本版本只保存文字，所缺的内容列在 data/not-captured.json 中。',
    keep_1: '请保留手机、账号和原来的聊天记录。法院通常更看重原始载体、公证，或中立第三方的存证。',
    index: '索引', index_authors: '按发送者',
    readme_title: '留证导出文件：阅读与核对说明', readme_lead: '这是疑似催收骚扰信息的记录，由收信人在自己的设备上保存。阅读或打印，请用任意浏览器打开 data/report.html，不需要安装任何程序。',
    readme_files: '文件清单', readme_report: '供阅读和打印', readme_csv: '表格，可用电子表格软件打开，UTF-8 编码', readme_ndjson: '完整准确的记录，每行一条信息，格式见 schemas/flag.schema.json', readme_entries: '封存的证据：record.json（签名所针对的内容）、record.sig（签名，DER 格式）、entry.json（校验值和编号）', readme_custody: '保管日志：何时封存、导出、标为不是骚扰等，每行含有上一行的校验值', readme_missing: '本次导出没有包含哪些内容，以及对不上的地方', readme_manifest: '文件清单、清单的签名和公钥', readme_bag: 'BagIt 1.0 规范（RFC 8493）的说明文件，以及 data/ 以外各文件的 SHA-256',
    readme_columns: 'FLAGS.CSV 各列的含义', readme_apostrophe: '单元格如果以 = + - @（含全角）、制表符、换行或撇号开头，会在最前面加一个撇号 \'，以免被软件当作公式。去掉开头的一个撇号，就是原文。', readme_brackets: '无法写入普通文件的字符，以及报告中看不见的字符，以方括号内的编码代替，例如 [U+0000]。如果原文本身含有“[U+”，其中的方括号写作 [U+005B]。把每个 [U+…] 换回对应的字符，就是原文。flags.ndjson 中的每条文字都与原文完全一致。', readme_import: '用电子表格软件打开时，请把各列作为“文本”导入，否则较长的数字可能显示为近似值。', readme_labels: '类别（表示信息可能属于哪一类）',
    col_id: '记录编号：由网站、对话和信息标识算出的 SHA-256', col_kept_at: '保存时间（UTC）', col_sent_at: '发送时间，根据网页判读（UTC）；看不出来时为空', col_sent_at_shown: '网页上显示的时间，照录', col_seen_at: '在网页上看到的时间（UTC）', col_zone: '判读网页时间所用的时区', col_site: '网站', col_conversation_id: '网站给该对话的标识', col_conversation_title: '网页显示的对话标题', col_author_id: '网站给发送者的标识', col_author_name: '网页显示的发送者名字', col_state: '状态：open 尚未处理，dismissed 收信人标为“不是骚扰”，archived 已封存', col_labels: '可能属于的类别，可能性大的在前', col_scores: '估计的可能性，0 到 1', col_text: '原文，照录', col_text_sha256: '原文（UTF-8）的 SHA-256；原文含有残缺字符时为空', col_entry_seq: '封存证据的编号', col_entry_hash: '封存证据的 SHA-256', col_url: '网页地址', col_adapter: '读取网页的程序部件', col_adapter_trust: '该部件的测试程度：run 实测，sourced 依据源码，guessed 依据样本，detected 自动识别；另有 imported 导入，practice 练习', col_model_version: '作出估计的模型版本',
  },
  zh_TW: {
    title: '對話訊息紀錄',
    subtitle: '疑似催收騷擾的訊息，由收訊人在自己的裝置上保存',
    lead: '供主管機關、警方、法院及律師參閱。文字逐字照錄網頁所顯示的內容。每則訊息由裝置上的程式推估後標出，推估可能有誤，也不是法律上的認定。',
    page_before: '第 ', page_between: ' 頁，共 ', page_after: ' 頁', comma: '、', semicolon: '；', colon: '：',
    made_at: '製作時間', period: '訊息起訖時間', to: '至', zone: '收訊人所在時區', chosen: '選取範圍',
    messages: '訊息則數', n_messages: '{n} 則', n_message: '{n} 則', sealed: '已封存為證據', open: '尚未處理', dismissed: '標為「不是騷擾」',
    conversations: '對話', sites: '網站', key: '簽章金鑰指紋（SHA-256）', software: '製作軟體',
    by_hand: '以下以手寫填寫', hand_from: '提出人', hand_to: '受理機關', hand_case: '案號', hand_signed: '日期、簽名', contents: '目錄',
    check: '如何查核這份紀錄',
    check_lead: '這份紀錄是一個 ZIP 檔，採用 BagIt 1.0 規格：manifest-sha256.txt 列出 data/ 之下每個檔案的 SHA-256 校驗值，並附有簽章。以通用工具即可查核，不必安裝留證。請將 ZIP 解壓縮，在 manifest-sha256.txt 所在的資料夾開啟終端機，依序輸入：',
    check_1: '檔案有沒有被更動？', check_1_good: '每一行末尾都顯示 OK，即為相符。',
    check_2: '檔案清單是不是簽章當時的那一份？', check_2_good: '顯示 Verified OK，即為相符。',
    check_3: '金鑰是不是報告首頁載明的那一把？', check_3_good: '結果與簽章金鑰指紋相同，即為相符。',
    check_4: '單獨查核一筆封存的證據，以第 {n} 號為例：', check_4_good: '顯示 Verified OK，且 record.json 的 SHA-256 與 entry.json 中的「hash」相同，即為相符。',
    check_other: '在 macOS 上，以 shasum -a 256 -c 代替 sha256sum -c。在 Windows 上，可用 certutil -hashfile 檔名 SHA256 算出單一檔案的 SHA-256，再與 manifest-sha256.txt 中的對應行比對。',
    check_key: '能替換全部檔案的人，也能替換金鑰。因此請將金鑰指紋，或 manifest-sha256.txt 的 SHA-256，與收訊人匯出當時記下或傳給他人的那一份比對。',
    check_paper: '紙本列印件本身無法查核，請留存 ZIP 檔。',
    problems_found: '製作這次匯出時，發現 {n} 處不相符，已列在 data/not-captured.json 的「problems」一項。沒有修補，也沒有略去任何內容。',
    summary: '概況', by_label: '依可能的類別', by_conversation: '依對話', by_month: '依月份', by_day: '依日期',
    label: '可能屬於', conversation: '對話', site: '網站', count: '則數', month: '月份', day: '日期', several: '一則訊息可能同時列入數個類別。', more_groups: '另有 {n} 項，見 data/flags.csv', unknown_time: '時間不詳', numbers: '編號',
    chronology: '訊息（依時間先後排列）', chronology_lead: '由最早的開始。編號即該則訊息在 data/flags.ndjson 中的行號。每則均照錄全文。看不見的字元，以及會改變文字顯示順序的字元，以其編碼代替，例如 [U+200B]，這些字元是原文的一部分。',
    nothing: '選取範圍內沒有訊息。', number: '第 {n} 則', shown: '網頁顯示的時間', sent_local: '傳送時間（收訊人時區）', sent_utc: '傳送時間（UTC）', seen: '在網頁上看到的時間', sender: '傳送者', address: '網址', may_be: '可能屬於', quote: '原文照錄', no_text: '沒有文字', attached: '附件，只記下說明，沒有保存',
    not_shown: '網頁沒有顯示', not_known: '從網頁上看不出來', no_name: '沒有顯示名字', no_title: '沒有顯示標題', them: '對方', me: '收訊人', system: '網站系統', unknown: '不清楚是哪一方', practice: '來自留證的練習對話，不是真實訊息。', imported: '來自匯入的檔案，不是從網頁讀取的。',
    text: '文字', image: '圖片', voice: '語音', file: '檔案', call: '通話', recall: '收回的訊息',
    is_dismissed: '收訊人標為「不是騷擾」', is_marked_by_reader: '由收訊人標出：類別是收訊人選的，沒有作任何估計。', change_gone: '已不在對話中顯示', change_back: '又在對話中顯示', change_recalled: '網頁顯示已收回', change_edited: '網頁顯示的內容已更動', is_sealed: '已封存，證據第 {n} 號', hash: 'record.json 的 SHA-256', sealed_at: '封存時間', sealed_title: '封存的證據', sealed_none: '選取範圍內沒有封存的證據。', sealed_lead: '每筆封存的證據包含一則訊息及其時間與來源、編號、前一筆證據的校驗值，以及簽章。此處編號不連續者，所缺的證據對應選取範圍以外的訊息。', entry: '證據編號', message: '訊息編號',
    hash_differs: '紀錄與其載明的校驗值不符，封存之後曾經更動。', not_canonical: '紀錄的形式與封存時應有的形式不符。', signature_unreadable: '簽章無法讀取。', other_key: '簽章所用的金鑰與這次匯出所附的金鑰不同。', order_differs: '與前一筆證據銜接不上。', number_repeated: '另有一筆證據使用相同的編號。', file_missing: '屬於這則證據的一個檔案不見了。', file_differs: '屬於這則證據的一個檔案與紀錄中寫明的校驗值不符，封存之後被更動過。',
    limits: '這份紀錄能證明什麼，不能證明什麼', proves: '能夠證明', proves_not: '不能證明', keep: '請保留原件',
    proves_1: '查核結果相符，且金鑰就是收訊人記下的那一把，則匯出的檔案自簽章之後沒有更動過；', proves_2: '檔案清單和每一筆封存的證據，都由 signing-key.pem 對應的金鑰簽章。留證在收訊人的裝置上產生這把金鑰，瀏覽器不會將它交出；', proves_3: '封存的證據自封存之後沒有更動過；編號連續者，還能說明中間沒有缺少任何一筆。',
    not_1: '訊息確由某個人或某家公司傳送，或網站伺服器上存有相同的內容。本紀錄只反映這台裝置上的網頁顯示了什麼；', not_2: '精確的時間。時間取自網頁和這台裝置的時鐘，沒有外部機構出具的時間戳記；', not_3: '雙方沒有說過別的話。只保存被標出的訊息，且只限收訊人開啟的網站；', not_4: '某則訊息符合法律上的定義。「可能屬於」只是程式的推估；', not_5: '圖片、檔案或通話的內容。這個版本只保存文字，所缺的內容列在 data/not-captured.json 中。',
    keep_1: '請保留手機、帳號和原來的對話。法院通常更重視原始載體、公證，或中立第三方的存證。',
    index: '索引', index_authors: '依傳送者',
    readme_title: '留證匯出檔：閱讀與查核說明', readme_lead: '這是疑似催收騷擾訊息的紀錄，由收訊人在自己的裝置上保存。閱讀或列印，請用任一瀏覽器開啟 data/report.html，不必安裝任何程式。',
    readme_files: '檔案清單', readme_report: '供閱讀與列印', readme_csv: '表格，可用試算表軟體開啟，UTF-8 編碼', readme_ndjson: '完整準確的紀錄，每行一則訊息，格式見 schemas/flag.schema.json', readme_entries: '封存的證據：record.json（簽章所針對的內容）、record.sig（簽章，DER 格式）、entry.json（校驗值與編號）', readme_custody: '保管日誌：何時封存、匯出、標為不是騷擾等，每行含有上一行的校驗值', readme_missing: '這次匯出沒有包含哪些內容，以及不相符之處', readme_manifest: '檔案清單、清單的簽章與公鑰', readme_bag: 'BagIt 1.0 規格（RFC 8493）的說明檔，以及 data/ 以外各檔案的 SHA-256',
    readme_columns: 'FLAGS.CSV 各欄的意義', readme_apostrophe: '儲存格如果以 = + - @（含全形）、定位字元、換行或撇號開頭，會在最前面加一個撇號 \'，以免被軟體當成公式。去掉開頭的一個撇號，就是原文。', readme_brackets: '無法寫入一般檔案的字元，以及報告中看不見的字元，以方括號內的編碼代替，例如 [U+0000]。如果原文本身含有「[U+」，其中的方括號寫作 [U+005B]。將每個 [U+…] 換回對應的字元，就是原文。flags.ndjson 中的每則文字都與原文完全一致。', readme_import: '以試算表軟體開啟時，請將各欄以「文字」格式匯入，否則較長的數字可能顯示為近似值。', readme_labels: '類別（表示訊息可能屬於哪一類）',
    col_id: '紀錄編號：由網站、對話和訊息識別碼算出的 SHA-256', col_kept_at: '保存時間（UTC）', col_sent_at: '傳送時間，依網頁判讀（UTC）；看不出來時為空', col_sent_at_shown: '網頁上顯示的時間，照錄', col_seen_at: '在網頁上看到的時間（UTC）', col_zone: '判讀網頁時間所用的時區', col_site: '網站', col_conversation_id: '網站給該對話的識別碼', col_conversation_title: '網頁顯示的對話標題', col_author_id: '網站給傳送者的識別碼', col_author_name: '網頁顯示的傳送者名字', col_state: '狀態：open 尚未處理，dismissed 收訊人標為「不是騷擾」，archived 已封存', col_labels: '可能屬於的類別，可能性大的在前', col_scores: '推估的可能性，0 到 1', col_text: '原文，照錄', col_text_sha256: '原文（UTF-8）的 SHA-256；原文含有殘缺字元時為空', col_entry_seq: '封存證據的編號', col_entry_hash: '封存證據的 SHA-256', col_url: '網址', col_adapter: '讀取網頁的程式元件', col_adapter_trust: '該元件的測試程度：run 實測，sourced 依據原始碼，guessed 依據樣本，detected 自動辨識；另有 imported 匯入，practice 練習', col_model_version: '做出推估的模型版本',
  },
};
