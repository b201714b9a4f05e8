/**
 * Styles inside our shadow roots. `!important` on `:host` outweighs everything a page can say about the host, its own
 * `!important` and inline style included: of important rules the inner tree's win. Only px: `rem` belongs to the page.
 */
const FONTS = `font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',var(--han),sans-serif`;

const TOKENS = `.root{--han:'PingFang SC','Microsoft YaHei UI','Microsoft YaHei','HarmonyOS Sans SC','Noto Sans CJK SC','Noto Sans SC','WenQuanYi Micro Hei';
--surface:#fff;--sunken:#f3f3f0;--line:#dcddd9;--line-strong:#888d90;--text:#1e2326;--muted:#575f65;--accent:#0c666b;--accent-strong:#084c50;--accent-soft:#e3f0ef;--on-accent:#fff;--threat:#9a4215;--threat-soft:#fbefe7;--privacy:#6138ab;--privacy-soft:#f2edfb;--warn:#8a4b00;--focus:#0c666b;--shadow:0 1px 2px rgb(20 30 30/10%),0 6px 24px rgb(20 30 30/16%);color-scheme:light}
.root:lang(zh-Hant){--han:'PingFang TC','PingFang HK','Microsoft JhengHei UI','Microsoft JhengHei','Noto Sans CJK TC','Noto Sans TC'}
.root.dark{--surface:#1c2124;--sunken:#262c30;--line:#3a4248;--line-strong:#7b858c;--text:#e6e9ea;--muted:#a7b0b6;--accent:#69c4c2;--accent-strong:#94dad8;--accent-soft:#1d3536;--on-accent:#0a1f20;--threat:#f0a67e;--threat-soft:#35241b;--privacy:#c5aaf8;--privacy-soft:#2a2340;--warn:#f2bd74;--focus:#94dad8;--shadow:0 1px 2px rgb(0 0 0/50%),0 6px 24px rgb(0 0 0/45%);color-scheme:dark}
@media(forced-colors:active){.root,.root.dark{--surface:Canvas;--sunken:Canvas;--line:CanvasText;--line-strong:CanvasText;--text:CanvasText;--muted:CanvasText;--accent:ButtonText;--accent-strong:ButtonText;--accent-soft:Canvas;--on-accent:ButtonFace;--threat:CanvasText;--threat-soft:Canvas;--privacy:CanvasText;--privacy-soft:Canvas;--warn:CanvasText;--focus:Highlight;--shadow:none}}
*{box-sizing:border-box}
svg{display:block;flex:none}
button{all:unset;box-sizing:border-box;cursor:pointer;-webkit-tap-highlight-color:transparent}
button:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.threat{color:var(--threat)}.privacy{color:var(--privacy)}`;

/** Takes no room: an inline box of no size. */
export const BADGE_CSS = `:host{all:initial!important;visibility:inherit!important;position:relative!important;display:inline!important;font-size:0!important;line-height:0!important;white-space:nowrap!important;user-select:none!important;-webkit-user-select:none!important}
@media print{:host{display:none!important}}
${TOKENS}
.root{display:none;position:absolute;z-index:1}
.root.placed{display:block}
.badge{display:flex;align-items:center;height:100%;touch-action:manipulation}
.pill{display:flex;align-items:center;gap:3px;height:18px;padding:0 5px;border-radius:9px;background:var(--surface);border:1px solid var(--line);color:var(--muted)}
.shape{width:11px;height:11px}.glyph{width:9px;height:9px}
.kept,.archived{color:var(--accent)}.failed{color:var(--warn)}
.badge:hover .pill,.badge[aria-expanded=true] .pill{border-color:var(--line-strong)}
.badge:focus-visible{outline:none}.badge:focus-visible .pill{outline:2px solid var(--focus);outline-offset:1px}
.failed-state .pill{border-style:dashed;border-color:var(--line-strong)}
.archived-state .pill{background:var(--accent-soft);border-color:var(--accent)}
@media(forced-colors:active){.pill{forced-color-adjust:auto;border-color:ButtonText}}`;

/** Where the parent lays its children out itself, an empty child would still take a gap. */
export const OUT_OF_FLOW_CSS = `:host{position:absolute!important}`;

/** A host in the top layer: of no size itself, what is inside stands where it says. */
const TOP_CSS = `:host{all:initial!important;position:fixed!important;inset:0 auto auto 0!important;width:0!important;height:0!important;display:block!important;overflow:visible!important;z-index:2147483647!important;direction:ltr!important}
:host::backdrop{display:none!important}
@media print{:host{display:none!important}}`;

/**
 * `window.find()` finds the card's words in its closed root, whatever `user-select` says (tried in Chromium 156), so a page
 * that asks at the right moment can learn what an open card says. Words drawn as generated content would not be found, but
 * then neither could the reader copy or search them.
 */
export const CARD_CSS = `${TOP_CSS}
${TOKENS}
.root{position:fixed;display:flex;flex-direction:column;overflow:auto;overscroll-behavior:contain;padding:16px;border-radius:12px;background:var(--surface);border:1px solid var(--line);box-shadow:var(--shadow);color:var(--text);${FONTS};font-size:14px;line-height:1.5;text-align:start;overflow-wrap:anywhere;gap:10px}
.root:focus{outline:none}
.head{display:flex;gap:8px;align-items:flex-start}
.head .shapes{display:flex;gap:4px;padding-top:4px}
.head .shape{width:14px;height:14px}
h2{all:unset;display:block;flex:1;font-size:15px;font-weight:600;line-height:22px}
.close{display:grid;place-items:center;width:28px;height:28px;margin:-3px -6px 0 0;border-radius:6px;color:var(--muted)}
.close .glyph{width:14px;height:14px}
.close:hover{background:var(--sunken);color:var(--text)}
.labels{display:flex;flex-wrap:wrap;gap:6px;margin:0;padding:0;list-style:none}
.labels li{padding:1px 9px;border-radius:11px;font-size:13px;line-height:20px}
.labels .threat{background:var(--threat-soft)}.labels .privacy{background:var(--privacy-soft)}
.words{display:flex;flex-direction:column;gap:4px}
.small{font-size:12.5px;line-height:1.5;color:var(--muted);margin:0}
.quotes{margin:0;padding:6px 10px;list-style:none;background:var(--sunken);border-radius:6px;max-height:120px;overflow:auto;display:flex;flex-wrap:wrap;gap:2px 14px}
.quotes .threat bdi{text-decoration:underline solid 2px var(--threat);text-underline-offset:3px}
.quotes .privacy bdi{text-decoration:underline dotted 2px var(--privacy);text-underline-offset:4px}
.quotes bdi{color:var(--text)}
.state{display:flex;gap:8px;align-items:flex-start;margin:0}
.state .glyph{width:14px;height:14px;margin-top:4px;color:var(--accent)}
.state .glyph.failed{color:var(--warn)}.state .glyph.saving,.state .glyph.dismissed{color:var(--muted)}
.state>span{flex:1}
.acts{display:flex;flex-wrap:wrap;gap:8px}
.act{display:inline-flex;align-items:center;justify-content:center;gap:6px;min-height:34px;padding:5px 13px;border-radius:8px;border:1px solid var(--line-strong);font-size:14px;line-height:1.4;color:var(--text)}
.act:hover{background:var(--sunken)}
.act.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.act.main:hover{background:var(--accent-strong);border-color:var(--accent-strong)}
.act[aria-disabled=true],.act.main[aria-disabled=true]{cursor:default;color:var(--muted);background:var(--sunken);border-color:var(--line)}
.act[aria-pressed=true]{background:var(--accent-soft);border-color:var(--accent);color:var(--accent-strong)}
.act .glyph{width:12px;height:12px}
.chat{display:flex;flex-direction:column;gap:6px;border-top:1px solid var(--line);padding-top:12px}
.chat .act{flex:1 1 auto;min-height:32px;font-size:13px;padding:4px 10px}
.kinds{display:flex;flex-wrap:wrap;gap:6px}
.kind{display:inline-flex;align-items:center;gap:7px;min-height:32px;padding:3px 12px 3px 9px;border-radius:8px;border:1px solid var(--line-strong);font-size:13.5px;line-height:1.4;color:var(--text)}
.kind:hover{background:var(--sunken)}
.kind .box{width:14px;height:14px;border:1.5px solid var(--line-strong);border-radius:4px;display:grid;place-items:center;flex:none;color:transparent}
.kind .glyph{width:10px;height:10px}
.kind[aria-checked=true]{background:var(--accent-soft);border-color:var(--accent)}
.kind[aria-checked=true] .box{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.picked{margin:0;padding:6px 10px;background:var(--sunken);border-inline-start:3px solid var(--line-strong);border-radius:0 6px 6px 0;max-height:66px;overflow:auto}
.ask{display:flex;gap:10px;align-items:center}.ask .small{flex:1}.ask .act{flex:none}
.foot{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;border-top:1px solid var(--line);padding-top:10px}
.foot .small{flex:1 1 180px}
.link{min-height:24px;font-size:13px;line-height:24px;color:var(--accent);text-decoration:underline;text-underline-offset:3px;align-self:flex-start;border-radius:3px}
.link:hover{color:var(--accent-strong)}
@media(forced-colors:active){.kind[aria-checked=true] .box{forced-color-adjust:none;background:Highlight;color:HighlightText}.act,.quotes,.labels li{border:1px solid CanvasText}.act.main{forced-color-adjust:none;background:ButtonText;color:ButtonFace}.act[aria-disabled=true],.act.main[aria-disabled=true]{color:GrayText;border-color:GrayText;background:Canvas}.act[aria-pressed=true]{outline:2px solid Highlight}}`;

/** Choosing a message that was missed: an outline round the row, which lets every press through, and a line that says what to do. */
export const PICK_CSS = `${TOP_CSS}
${TOKENS}
.outline{position:fixed;display:none;pointer-events:none;border:2px solid var(--accent);border-radius:8px;box-shadow:0 0 0 2px var(--surface)}
.outline.shown{display:block}
.outline.refused{border:2px dashed var(--line-strong)}
.bar{position:fixed;top:12px;left:50%;transform:translateX(-50%);display:flex;align-items:center;gap:12px;width:max-content;max-width:calc(100vw - 24px);padding:8px 8px 8px 16px;border-radius:12px;background:var(--surface);border:1px solid var(--line);box-shadow:var(--shadow);color:var(--text);${FONTS};font-size:14px;line-height:1.5;text-align:start}
.bar.low{top:auto;bottom:12px}
.bar:focus{outline:none}
.bar p{margin:0;overflow-wrap:anywhere}
.stop{flex:none;min-height:32px;padding:3px 13px;border-radius:8px;border:1px solid var(--line-strong);line-height:1.6}
.stop:hover{background:var(--sunken)}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(forced-colors:active){.bar,.stop{border:1px solid CanvasText}}`;

/** Showing us the messages: the same, with more to say and many outlines. The side is told by the line and by the words in its corner. */
export const TEACH_CSS = `${PICK_CSS}
.bar{flex-direction:column;align-items:stretch;gap:6px;width:min(560px,calc(100vw - 24px));padding:12px 16px}
.what{font-size:15px;font-weight:600;line-height:22px}
.how{font-size:12.5px;color:var(--muted)}
.note{margin-top:4px!important;padding:5px 10px;background:var(--sunken);border-inline-start:3px solid var(--line-strong);border-radius:0 6px 6px 0}
.acts{display:flex;flex-wrap:wrap;gap:8px;margin-top:4px}
.stop.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.stop.main:hover{background:var(--accent-strong);border-color:var(--accent-strong)}
.outline.pointed{border-width:3px}
.outline.me{border:2px solid var(--accent)}
.outline.them{border:2px dashed var(--privacy)}
.outline.unknown{border:2px dotted var(--muted)}
.tag{position:absolute;max-width:180px;padding:0 7px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;border-radius:8px;background:var(--surface);border:1px solid currentColor;${FONTS};font-size:11px;line-height:15px}
.tag-right .tag{left:calc(100% + 5px);top:calc(50% - 9px)}.tag-left .tag{right:calc(100% + 5px);top:calc(50% - 9px)}.tag-top .tag{left:10px;top:-10px;max-width:calc(100% - 20px)}
.me .tag{color:var(--accent)}.them .tag{color:var(--privacy)}.unknown .tag{color:var(--muted)}
@media(forced-colors:active){.tag{border-color:CanvasText}.note{border:1px solid CanvasText}.stop.main{forced-color-adjust:none;background:ButtonText;color:ButtonFace}}`;
