import type { Label } from '../core/verdict.ts';
import type { Section } from './language.ts';

/** What each label is called, everywhere: badge, card, history, export. */
export const labelNames: Section<Label> = {
  en: {
    violence: 'Threat of violence',
    visit: 'Threatened visit',
    legal_threat: 'Threat with law or arrest',
    impersonation: 'Posing as an authority',
    insult: 'Insult',
    coercion: 'Coercion',
    exposure: 'Public exposure',
    third_party: 'Pressing other people',
    data_misuse: 'Misuse of personal data',
    defamation: 'Damaging claims to others',
  },
  zh_CN: {
    violence: '暴力威胁',
    visit: '威胁上门',
    legal_threat: '以抓捕、坐牢等恐吓',
    impersonation: '冒充公职或律师',
    insult: '辱骂羞辱',
    coercion: '逼迫、要挟',
    exposure: '威胁曝光',
    third_party: '骚扰亲友同事',
    data_misuse: '滥用个人信息',
    defamation: '散布不实指控',
  },
  zh_TW: {
    violence: '暴力威脅',
    visit: '威脅上門',
    legal_threat: '以逮捕、坐牢等恐嚇',
    impersonation: '冒充公務員或律師',
    insult: '辱罵羞辱',
    coercion: '逼迫、要脅',
    exposure: '威脅公開',
    third_party: '騷擾親友同事',
    data_misuse: '濫用個人資料',
    defamation: '散布不實指控',
  },
};

export const familyNames: Section<'threat' | 'privacy'> = {
  en: { threat: 'Threat', privacy: 'Privacy' },
  zh_CN: { threat: '威胁', privacy: '侵犯隐私' },
  zh_TW: { threat: '威脅', privacy: '侵犯隱私' },
};
