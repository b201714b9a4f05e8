import type { ComponentChildren } from 'preact';
import type { BundleFacts } from '../../core/verification.ts';
import type { Language } from '../../locales/language.ts';
import { verifyFacts } from '../../locales/verify-facts.ts';
import { Foreign } from '../foreign.tsx';
import { formatBytes, formatExact, formatNumber } from '../format.ts';
import { useStrings } from '../use-strings.ts';
import { Slot } from '../words.tsx';

/** A time as the bundle has it. What is no time of ours is shown as it stands. */
function When({ text, language }: { text: string; language: Language }) {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? <>{formatExact(text, language)}</> : <Foreign text={text} language={language} />;
}

/** What the bundle says of itself. */
export function AboutBundle({ facts, language }: { facts: BundleFacts; language: Language }) {
  const say = useStrings(verifyFacts, language);
  const { counts, stamp } = facts;
  const foreign = (text: string | null): ComponentChildren => (text === null ? say('not_said') : <Foreign text={text} language={language} max={300} />);
  const rows: [label: string, value: ComponentChildren][] = [
    [say('made'), facts.madeAt === null ? say('not_said') : <When text={facts.madeAt} language={language} />],
    [say('made_by'), foreign(facts.tool)],
    [say('copy'), facts.copy ? say(`copy_${facts.copy}`) : say('not_said')],
    [say('selection'), foreign(facts.selection)],
    [say('counts'), [say.count('count_flags', counts.flags), say.count('count_entries', counts.entries), say.count('count_changes', counts.changes), say.count('count_deleted', counts.deleted)].join(language === 'en' ? ', ' : '、')],
    ['', say('size', { files: formatNumber(facts.files, language), size: formatBytes(facts.bytes, language) })],
  ];
  if (facts.chain) rows.push([say('chain'), say('chain_is', { n: formatNumber(facts.chain.links, language) })]);
  if (facts.custody !== null) rows.push([say('custody'), say('custody_is', { n: formatNumber(facts.custody, language) })]);
  if (facts.follows) rows.push([say('follows'), <><Slot words={say('follows_is', { at: '{at}' })} place="at"><When text={facts.follows.at} language={language} /></Slot> <code class="hash">{facts.follows.manifestSha256}</code></>]);
  if (facts.of) rows.push([say('of'), <code class="hash">{facts.of}</code>]);
  rows.push([say('stamp'), !stamp ? say('stamp_none') : stamp.ok === null ? say('stamp_open') : stamp.ok ? (
    <Slot words={say('stamp_good', { at: stamp.genTime === null ? '—' : formatExact(stamp.genTime, language), authority: '{authority}' })} place="authority"><Foreign text={stamp.authority ?? '—'} language={language} /></Slot>
  ) : say('stamp_bad')]);
  return (
    <section class="card" aria-labelledby="about-title">
      <h2 id="about-title">{say('about')}</h2>
      <dl class="facts">{rows.map(([label, value], i) => <div class="fact" key={i}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  );
}
