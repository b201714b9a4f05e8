import { describe, expect, it } from 'vitest';
import { FAILURES } from '../../src/core/failure.ts';
import { capture } from '../../src/locales/capture.ts';
import { common } from '../../src/locales/common.ts';
import { failures } from '../../src/locales/failures.ts';
import { health } from '../../src/locales/health.ts';
import { history } from '../../src/locales/history.ts';
import { LANGUAGES, type Language } from '../../src/locales/language.ts';
import { lessons } from '../../src/locales/lessons.ts';
import { options } from '../../src/locales/options.ts';
import { pick } from '../../src/locales/pick.ts';
import { popup } from '../../src/locales/popup.ts';
import { teach, teachings } from '../../src/locales/teach.ts';
import { selfCheck } from '../../src/locales/self-check.ts';

const SECTIONS: Record<string, Record<Language, Record<string, string>>> = { capture, common, failures, health, history, lessons, options, pick, popup, selfCheck, teach, teachings };

/** Characters that exist only in Simplified writing, or that Taiwan and Hong Kong write otherwise in these words. */
const SIMPLIFIED_ONLY = /[这们个国说时见还没对开关设备应数据库网页导条证来为过记录显编号读写删复撤销启动态请须点击发选择类别扩签钥权项处资讯语译图标题隐识简单样东车书长门问间听觉总览产实际义务会从车张图块内当无与专业临举买乱争亚亲仅价众优传伤体债养军农决况净减刘则刚创办劳势区医单卖卫压县参双变叙叠叹吓后员响团园围场坏坚声够头奖妆妇娱学宁宝审宫宽宾寻寿将尔层岁师带帮废异强归彻忆怀惊惧战户扑执扫报担拟拥挂损换摄摆撑断旧晓暂术机杀杂杨极构枪检欢残毁气汇汉沟泪洁测济浓涨渐温湾满滚灭灯灵灾炉炼烂烦烧热爱爷牵犹独狱环现电画疗监盖盘码确碍礼离积称税稳穷窃竞笔筑粮紧纠红约级纪纯纳纵纷纸纹线练组细织终绍经结绕给络绝统继绩续维绿缓缘缩罚习联聪职脏脑脚脱脸舰艺节苏荐药获虑虚虽补装视规计订认讨让训议许论访评诉词试诗话该详误课谁调谈谋谓谢负财责败货质购贯贴贵费赏赔赖赛赞赵赶趋践踪转轮软轻载较辅辆辑输辞边达迁运进远违连迟适逊递逻遗邮邻释针钟钢钱铁铃银链销锁锅错键镇闪闭闷闻阅队阳阴阵阶陆陈险随难雾静预领频题颜风飞饭饮饰饱馆马驱驳验骂骗骚鱼鲁鸟鸡鸣龄龟]/u;

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted();

describe.each(Object.entries(SECTIONS))('%s', (_name, section) => {
  const keys = Object.keys(section.en);

  it('has the same keys in every language', () => {
    for (const language of LANGUAGES) expect(Object.keys(section[language]).toSorted(), language).toEqual(keys.toSorted());
  });

  it.each(keys)('%s: filled, calm, with the same places', (key) => {
    for (const language of LANGUAGES) {
      const text = section[language][key]!;
      expect(text.trim(), language).not.toBe('');
      if (!key.startsWith('list_')) expect(text, `${language}: no spaces at the ends`).toBe(text.trim());
      expect(text, language).not.toMatch(/[!！]/);
      expect(text, language).not.toMatch(/illegal|违法|非法|違法/i);
      expect(places(text), language).toEqual(places(section.en[key]!));
    }
  });

  it('writes Traditional for Taiwan and Hong Kong', () => {
    for (const key of keys) {
      expect(SIMPLIFIED_ONLY.exec(section.zh_TW[key]!)?.[0] ?? '', `${key}: ${section.zh_TW[key]}`).toBe('');
      expect(section.zh_TW[key]!, key).not.toMatch(/信息|数据|網絡|軟件|屏幕|“|”/);
    }
  });

  it('has Chinese words in Chinese', () => {
    const bare = keys.filter((key) => !/\p{Script=Han}/u.test(section.zh_CN[key]!.replace(/\{\w+\}/g, '')));
    expect(bare.filter((key) => !/^(list_|step_of|space_of)/.test(key))).toEqual([]);
  });
});

describe('failures', () => {
  it('says what happened, what is safe and what to do for every code', () => {
    for (const code of FAILURES) {
      for (const part of ['what', 'safe', 'next'] as const) {
        for (const language of LANGUAGES) expect(failures[language][`${code}_${part}`]).toMatch(/[.。]$/);
      }
    }
  });
});
