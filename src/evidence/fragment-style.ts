/** The one style of a fragment. It stands in the file as it is: no `<` in it, and nothing that comes from a page. */
export const FRAGMENT_STYLE = `
:root { color-scheme: light; font-family: system-ui, sans-serif; }
body { margin: 0 auto; padding: 24px 16px; max-width: 720px; background: #fff; color: #1e2326; font-size: 16px; line-height: 1.6; overflow-wrap: anywhere; }
:lang(zh-Hans) { font-family: system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; }
:lang(zh-Hant) { font-family: system-ui, 'PingFang TC', 'Microsoft JhengHei', 'Noto Sans CJK TC', sans-serif; }
h1 { font-size: 21px; margin: 0 0 8px; }
h2 { font-size: 13px; font-weight: 600; color: #575f65; margin: 0; }
.lead, .who, .ours, .fact, footer { font-size: 13px; color: #575f65; }
header { margin: 0 0 24px; }
.fact { margin: 2px 0; }
article { border-top: 1px solid #dcddd9; padding: 12px 0; }
article.message { border: 2px solid #0c666b; border-radius: 8px; padding: 12px; }
article.message + article { border-top: 0; }
.who { margin: 0 0 4px; }
.words { white-space: pre-wrap; unicode-bidi: isolate; }
.words .p { margin: 0 0 8px; }
.words.first { border-inline-start: 4px solid #dcddd9; padding-inline-start: 12px; }
.mark { font: 12px/1 ui-monospace, monospace; background: #f0f0ed; unicode-bidi: isolate; }
.a { text-decoration: underline; }
code, .pre { font-family: ui-monospace, monospace; }
blockquote { margin: 0 0 8px; border-inline-start: 4px solid #dcddd9; padding-inline-start: 12px; }
img { max-width: 100%; height: auto; vertical-align: bottom; }
`;
