/** A chat with a bar over it, a day line that sticks, a list that scrolls smoothly, and messages to be archived. */
export const NEAR = '不转账我就弄死你全家';
export const SCREEN = '明天我带人去你公司泼油漆';
export const HIGH = '再不还钱就把你裸照发给你全村的人';
export const PLAIN = '周五之前方便回个话吗';

/** Ten pixels square, green. */
export const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGNo+t+EBzGMSmNDANXxyS2/3uIjAAAAAElFTkSuQmCC';
const row = (inner: string, who = 'Wang', more = '', beside = '') => `<div class="msg${more}" data-type="message" data-from="${who}"><span class="time" aria-label="21 September 2026, 12:00:00">12:00</span><span class="from"><span class="user" data-name="${who}">${who}</span></span><span class="content">${inner}</span>${beside}</div>`;
const ordinary = (n: number) => (n % 5 === 4 ? row(`第 ${n} 条，我回的`, 'alice', ' self') : row(`第 ${n} 条，平常的话`));

/** @param port of the same server under another name, which is another site */
export function archivePage(port: string): string {
  const rows: string[] = [];
  for (let n = 0; n < 60; n++) {
    if (n === 12) rows.push(row(`<b>今晚</b>${NEAR}<input value="x"><button onclick="alert(1)">赞</button> <img src="data:image/png;base64,${DOT}" width="20" height="20" alt="点"> <img src="/dot.png" width="20" height="20"> <img src="http://127.0.0.1:${port}/dot.png" width="20" height="20">`, 'Wang', '', '<span style="display:none">不可见</span>'));
    else if (n === 26) rows.push(row(`<i class="green"></i>${SCREEN}`));
    else if (n === 40) rows.push(row(`<i class="red"></i>${HIGH}${'<br>今晚八点前不转账，我就带人上门。'.repeat(80)}<i class="blue"></i>`, 'Wang', ' high'));
    else if (n === 50) rows.push(row(PLAIN));
    else rows.push(n === 11 || n === 9 ? row(`第 ${n} 条，平常的话`) : ordinary(n));
  }
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Wang</title>
<style>
html,body{margin:0;height:100%;scroll-behavior:smooth}
body{font:16px/1.6 sans-serif;display:flex;flex-direction:column}
.bar{position:fixed;inset:0 0 auto 0;height:56px;background:rgb(40,40,120);color:#fff;z-index:9}
#viewport,#chat-container,#chat{flex:1;min-height:0;display:flex;flex-direction:column}
.chat-view{flex:1;min-height:0;overflow-y:auto;scroll-behavior:smooth}
.day{position:sticky;top:56px;background:rgb(240,200,40);z-index:2;text-align:center}
.msg{display:block;position:relative;padding:10px 16px}
.msg.high{padding:0 16px}
.time,.from{color:#777;margin-right:8px}
.green,.red,.blue{display:block;height:20px;width:200px}
.green{background:rgb(0,160,80)}.red{background:rgb(220,20,20)}.blue{background:rgb(20,20,220)}
#draft{height:40px;flex:none}
</style>
<div class="bar">Wang</div>
<div id="viewport"><div class="network"></div><div id="chat-container"><div id="chat"><div class="chat-view"><div class="header"><span class="title">Wang</span></div><div class="day">21 September 2026</div>${rows.join('')}</div></div></div></div>
<textarea id="draft">草稿</textarea>
<script>
globalThis.changes = [];
new MutationObserver((records) => {
  for (const { type, target, attributeName } of records) if (type !== 'childList' && attributeName !== 'popover') changes.push(type + ' ' + target.nodeName + ' ' + target.className + ' ' + attributeName);
}).observe(document.documentElement, { subtree: true, attributes: true, characterData: true });
</script></html>`;
}

/** The same chat in a frame of the same site, away from the page's edge. */
export function framedPage(): string {
  return '<!doctype html><meta charset="utf-8"><title>Shop</title><style>body{margin:0;background:#eee}iframe{position:absolute;left:120px;top:90px;width:600px;height:420px;border:6px solid rgb(200,0,200);padding:10px}</style><h1>Shop</h1><iframe src="/chat"></iframe>';
}
