import { siteOf, type Program } from '../program.ts';
import type { Site } from '../site.ts';
import { bilibili } from './bilibili.ts';
import { chatwoot } from './chatwoot.ts';
import { dingtalk } from './dingtalk.ts';
import { discord } from './discord.ts';
import { douyin } from './douyin.ts';
import { element } from './element.ts';
import { feishu } from './feishu.ts';
import { gmail } from './gmail.ts';
import { googleMessages } from './google-messages.ts';
import { googleVoice } from './google-voice.ts';
import { instagram } from './instagram.ts';
import { linkedin } from './linkedin.ts';
import { mattermost } from './mattermost.ts';
import { messenger } from './messenger.ts';
import { outlook } from './outlook.ts';
import { qqMail } from './qq-mail.ts';
import { rocketchat } from './rocketchat.ts';
import { rocketchatLivechat } from './rocketchat-livechat.ts';
import { slack } from './slack.ts';
import { tawk } from './tawk.ts';
import { teams } from './teams.ts';
import { telegramA } from './telegram-a.ts';
import { telegramK } from './telegram-k.ts';
import { tidio } from './tidio.ts';
import { wechat } from './wechat.ts';
import { weibo } from './weibo.ts';
import { whatsapp } from './whatsapp.ts';
import { xMessages } from './x-messages.ts';
import { zalo } from './zalo.ts';
import { zulip } from './zulip.ts';

/** Every program described by its selectors, in the order of the alphabet. */
export const PROGRAMS: readonly Program[] = [
  bilibili,
  chatwoot,
  dingtalk,
  discord,
  douyin,
  element,
  feishu,
  gmail,
  googleMessages,
  googleVoice,
  instagram,
  linkedin,
  mattermost,
  messenger,
  outlook,
  qqMail,
  rocketchat,
  rocketchatLivechat,
  slack,
  tawk,
  teams,
  telegramA,
  telegramK,
  tidio,
  wechat,
  weibo,
  whatsapp,
  xMessages,
  zalo,
  zulip,
];

export const PROGRAM_SITES: readonly Site[] = PROGRAMS.map(siteOf);
