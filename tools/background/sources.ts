import { HKCANCOR_FILES } from './hkcancor-pins.ts';
import { IRC_FILES } from './irc-pins.ts';
import {
  csvTexts, hkcancorSentences, ircLines, kdconvTurns, lcccTurns, nusMessages, smsSpam, taskmasterTurns, tatoebaColumn, teleantifraudTurns, tencentPrompts, topicalChatTurns,
} from './readers.ts';
import { pinned, type Source } from './source.ts';

const UCI = {
  language: 'en', licence: 'CC BY 4.0', repository: 'hamzaaacodes/sms-spam-collection', commit: 'f3e73e1e74e6330b62d1ee1983bba2a063184c26',
  files: pinned('', 'fae7ea7d915ef73903e5c2f46ffa2f4a39909a574e20fda4f2b81f7cb1e15e1f SMSSpamCollection'), note: 'SMS Spam Collection',
} as const satisfies Partial<Source>;

const TATOEBA = {
  licence: 'CC BY 2.0 FR', repository: 'vivounicorn/attention-seq2seq', commit: '4baca98af513f1b01f65898eb62bcd411fc19be3',
  files: pinned('', 'af1099fbf65a5c7041ff4e960306b13138793887335b53b4d9f698faefa6593a cmn-eng/cmn.txt'), take: 20_000, note: 'Tatoeba, by hash order',
} as const satisfies Partial<Source>;

const NUS = {
  licence: 'not stated: only counted', repository: 'kite1988/nus-sms-corpus', commit: 'bf0a365170d324e61e4025edf363d400f1edd1a6', read: nusMessages,
  // The SMS Spam Collection took part of its ordinary messages from here.
  without: ['uci_sms_en', 'uci_spam_en'], evaluationOnly: true, note: 'NUS SMS Corpus, for evaluation only',
} as const satisfies Partial<Source>;

/** Every public set that training learns as background, and two that are only counted. The first seven stand in `corpus/README.md`. */
export const SOURCES: readonly Source[] = [
  {
    id: 'lccc_toy', language: 'zh', licence: 'MIT', repository: 'thu-coai/CDial-GPT', commit: '81064865221d3503251d633f3d0b651004c938a6', read: lcccTurns,
    files: pinned('data/toy_', `04b3c4a9c70937dae585abd3832b228e90443d6c8f983530bfb482ef4b352421 train
      b84508ecc6d6b267c4e0cb8c44c4e4e099d913b0c77bfe6bf4e960d9bab678e4 valid`, '.txt'),
    rows: 22_076, sha256: '682fb7e9fea098d0772259fb05cb8bb9a693dea0d60941595ef9d47ad239bd38',
  },
  {
    id: 'kdconv_turns', language: 'zh', licence: 'Apache-2.0', repository: 'thu-coai/KdConv', commit: '653db76432de09a004ba708a68f8bbd5500e6bec', read: kdconvTurns,
    files: pinned('data/', `2f156d8d34bdd3eac31c196772156d36e017f8cb2255a2c312bd98e367ed363e film/dev
      5ba2b79f9791bedbe5fe8a1bf5d7cbf277697743ee426ecd05459d9e28bcf21b film/test
      ee34a4af167195db43fdcc910f8d125956222517f0572d248a069057493d557f music/dev
      46f048c5db9dde45127cf6630b2fa06b685be369b71c5bc2dc3022d3f4bbad65 music/test
      8d1f31295888cf61eff398bab8aa042f7fccd04a088bd63c939f0b79625a9093 travel/dev
      730426b0997b8375c8477c7e658c0ec645fced6ab8d546adda114b21cf30faac travel/test`, '.json'),
    rows: 18_005, sha256: '2b32c6f36862b5c81f83665911bc07b0d4e7a6909703b9145aa2ada2609d7677', note: 'its development and test parts',
  },
  {
    id: 'teleantifraud_zh_normal_turns', language: 'zh', licence: 'Apache-2.0', repository: 'JimmyMa99/TeleAntiFraud', commit: '6a09c4ee6ac85359c262eb36d689c0e2b392ad0d',
    read: teleantifraudTurns,
    files: pinned('multi-agents-tools/AntiFraudMatrix-normal/results/', '8656d4754a351577209c768423a053ea37b5f63d125a650ee0b0ca3f80d377b1 normal_dialogues-20250303_015751.jsonl'),
    rows: 17_050, sha256: 'fec8510624281d886699959f4a3b792c4f8fb94bd4fe87c15a6f5fd0360ab5b4', note: 'the calls without a fraud',
  },
  {
    id: 'hkcancor_yue', language: 'yue', licence: 'CC BY 4.0', repository: 'fcbond/hkcancor', commit: 'd5a45de90d8e50ee544059953fd66410cd8eeb9a',
    read: hkcancorSentences, files: HKCANCOR_FILES, rows: 9_117, sha256: '1f8affc04bd941b88e67e760f2df932d762983138b60d2d75abf901e03679329',
  },
  {
    id: 'banking77_en', language: 'en', licence: 'CC BY 4.0', repository: 'PolyAI-LDN/task-specific-datasets', commit: '57ec275d8078af65b7731c2a98be812d844a6d6b',
    read: csvTexts('text'),
    files: pinned('banking_data/', `b06e26ac675513959a63135f11b94ea7786ed02da65db93a5650d8838cbc664b train
      d12d6e3bc4c3103966ae786dc435913c0c563dfa328f5a3646d0e62cfeeb474d test`, '.csv'),
    rows: 13_071, sha256: '70db7cf5e5990e9c01377c489ec4c8265d24941e6fbd923482fe04f936edd9e6',
  },
  {
    id: 'surge_toxicity_en', language: 'en', licence: 'MIT', repository: 'surge-ai/toxicity', commit: 'ea80324b95ed7e3cc787bdb6faeb763fcc0ae258', read: csvTexts('text'),
    files: pinned('', '3bfcdd54ab90c8bab232235226a00e28b0d457c3c19e87230f73dde1880e6c44 toxicity_en.csv'), rows: 999, sha256: '4ec6251b0cb11c660fad2ede5896064205c02e139d891f7c237b3717b9655b98', note: 'hostile',
  },
  {
    id: 'coldataset', language: 'zh', licence: 'Apache-2.0', repository: 'thu-coai/COLDataset', commit: 'a0c55a945497ab58e94aef491180e1cf88ffb864', read: csvTexts('TEXT'),
    files: pinned('COLDataset/', `16ca7955bdcaf90f5d8ac39e51eb3eda15320caa1e730ed45cb5e8ca8cd0d5e8 train
      28e67a26815aa1852449ba06919e51c07060d146e2bd23101cc0137a0ff94b7c dev
      b06d31481f0d558b6dc8140408938abe8dba8083cd9976b4ba8f5c837fbe78ed test`, '.csv'),
    // How the 10,000 rows of the first models were drawn was not written down.
    take: 10_000, rows: 10_000, sha256: 'c661caefebdbd742b99438e613f410c22fae08440f0d859bf4dba2c88e95ad5c', note: 'hostile; by hash order, so other rows than before',
  },
  { ...UCI, id: 'uci_sms_en', read: smsSpam('ham'), rows: 4_518, sha256: 'c338d5d584c7f5e19f4d9b0f0f3ad6cb6e1d159aaf0da66e04e3e9278fd0d830' },
  { ...UCI, id: 'uci_spam_en', read: smsSpam('spam'), rows: 642, sha256: '4ca6a5b80b67345e357171c55a4e7d62f7e1e5dfc5f49f3e9e9978f6a89cbe25' },
  {
    id: 'irc_ubuntu_en', language: 'en', licence: 'CC BY 4.0', repository: 'jkkummerfeld/irc-disentanglement', commit: '82ed04f9627a45d0d6f2ec3c8683c88eb408a0d5',
    read: ircLines, files: IRC_FILES, take: 25_000, rows: 25_000, sha256: '46849a62f8ba6aed04ce57fb7ce620692f02829ca9ea3c77705f2091081ece24', note: 'by hash order',
  },
  {
    id: 'tencent_prompts_zh', language: 'zh', licence: 'CC BY 3.0', repository: '502ping/RetrievalBased_Chatbot', commit: '07a1eaae0683dd0f6b31682ab2cf2c6c6733b413',
    read: tencentPrompts, files: pinned('', '42feada8db39dcb8d09b053543ae657e3f347147707de2ae69a78bb0e8a3edcc data_Q.txt'),
    rows: 27_378, sha256: '88c72e089a96810e2be88985586d21787f2fbb05f9339960f0f411afc3f9ef4a', note: 'prompts of the Tencent corpus of non-task dialogue',
  },
  {
    id: 'taskmaster4_en', language: 'en', licence: 'CC BY 4.0', repository: 'google-research-datasets/Taskmaster', commit: 'd92cb6af3005f1dc09c39e75e7daf4a04905e00b',
    read: taskmasterTurns, take: 6_000, note: 'by hash order',
    files: pinned('TM-4-2024/data/data_', `d9440d1a46e6ba9f8c680a77a7dc7a42b0b3266ef555aeac6160b0d5ac37c647 00
      2577d6af1c9d7cc5540d5193206d35b000ebeff59925c1076ce724f1a85b8964 01
      b353618d9709c6bdeafa08682526e04047ad28d5f9acd65ed7878482a90d49df 02
      45fe8eb52af674b69972d172c911f9cfd6f5044b61338b524997edf1a4861641 03
      bf5f2e3704aab48f657ec97f8d9bf041abec17a1cd3e56206c3424910875088d 04
      3d158e9880bfea3e5db18d008cf1f726f1d802eca28c2b71fc291274b9ee60ba 05
      dd0546a6aaf430a812f4cfb5d8f9f0c823136ba2e77e78103b50a8e95080759c 06
      b61f11f3c950c330049906ae249e858503ec7c905fcad5b4a7edd851ccf07bbc 07`, '.json'),
    rows: 6_000, sha256: '42348d45a33a6457451f6ad43e554c8bc46c1bc0812d58132c91e008ed1e37dd',
  },
  {
    id: 'topical_chat_en', language: 'en', licence: 'CDLA-Sharing 1.0', repository: 'alexa/Topical-Chat', commit: '7c939229cbcf6f55f6977b341a5a2f2fe982d53f',
    read: topicalChatTurns, take: 12_000, note: 'by hash order',
    files: pinned('conversations/', `d14e8bde94fa5556d4aad8fd3fb666df674e4fef8b4193c8c3c06c72822a366b valid_freq
      b0f3c59584ea4ed61e368dc94feade6ba499a207a6437573b028d1f3ff918714 valid_rare
      3c65693d59e40a1fb58ead35dcfe85fbcc88ea93a4d74557df620996f72c8f08 test_freq
      4f21a18be16e310840280678e7bb4646852573b239b69183ddf8898f40119567 test_rare`, '.json'),
    rows: 12_000, sha256: 'fb560c71e3ff76933211fde4862fea279b9f1eee17863d5bd6371d2ebf8ea4d6',
  },
  { ...TATOEBA, id: 'tatoeba_en', language: 'en', read: tatoebaColumn(0), rows: 20_000, sha256: 'ad6f670691731552b3433c821618a4290a10d1d267811f0260782104621933de' },
  { ...TATOEBA, id: 'tatoeba_zh', language: 'zh', read: tatoebaColumn(1), rows: 20_000, sha256: '6b57b13b85f440f9f1f150e53a3d038af064a5b76d48111ee1e1fb55dd6cb784' },
  {
    ...NUS, id: 'nus_sms_en', language: 'en', files: pinned('', 'bf73d77fce35c703dab21826cd2c1698205358c2c25b2d43da1f08671b825bdc smsCorpus_en_xml_2015.03.09_all.zip'),
    rows: 44_675, sha256: 'b991f492b189c8f27e2477a90e318ec198bf812f5aff26fffd30033879975d40',
  },
  {
    ...NUS, id: 'nus_sms_zh', language: 'zh', files: pinned('', '15c17989610dc2d2658f5d5a9de5b84aa35445c4479164478125d6f33f1aecfe smsCorpus_zh_xml_2015.03.09.zip'),
    rows: 28_380, sha256: 'f0eff521cdd98932e6712fcd9571928c218e72b066b483fbf0a2e25002a9128f',
  },
];
