import type { ForgeUser } from '../user.ts';

/** The admin area of Jira around the page: enough of it to see the page where it will live. */
export function framePage(users: readonly ForgeUser[], current: ForgeUser, siteUrl: string): string {
  return `<!doctype html>
<html lang="en" data-color-mode="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gatehouse - Apps - Jira</title>
<link rel="stylesheet" href="/__forge/frame.css">
<script src="/__forge/frame.js"></script>
</head>
<body>
<header class="top">
  <span class="product"><span class="mark" aria-hidden="true"></span>Jira</span>
  <form class="switch" method="get" action="/">
    <label>Signed in as <select name="user">${users.map((user) => option(user, current)).join('')}</select></label>
    <noscript><button>Change</button></noscript>
    <button type="button" class="mode" aria-pressed="false">Dark</button>
  </form>
</header>
<div class="area">
  <nav class="side" aria-label="Jira administration">
    <p class="heading">Apps</p>
    <ul><li>Find new apps</li><li>Manage apps</li></ul>
    <p class="heading">Configuration</p>
    <ul><li aria-current="page">Gatehouse</li></ul>
    <p class="site">${attributeText(siteUrl)}</p>
  </nav>
  <main class="content">
    <h1>Gatehouse</h1>
    <iframe title="Gatehouse" src="/app/index.html?user=${encodeURIComponent(current.key)}"></iframe>
  </main>
</div>
</body>
</html>`;
}

function option(user: ForgeUser, current: ForgeUser): string {
  const selected = user.key === current.key ? ' selected' : '';
  return `<option value="${attributeText(user.key)}"${selected}>${attributeText(user.name)} (${attributeText(user.role)})</option>`;
}

function attributeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

export const frameScript = `(() => {
  const root = document.documentElement;
  const wanted = sessionStorage.getItem('mode') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const show = (mode) => {
    root.dataset.colorMode = mode;
    sessionStorage.setItem('mode', mode);
    document.querySelector('.mode')?.setAttribute('aria-pressed', String(mode === 'dark'));
  };
  show(wanted);
  addEventListener('DOMContentLoaded', () => {
    show(wanted);
    document.querySelector('.mode').addEventListener('click', () => show(root.dataset.colorMode === 'dark' ? 'light' : 'dark'));
    document.querySelector('.switch select').addEventListener('change', (event) => event.target.form.submit());
  });
})();`;

export const frameCss = `
:root { --bg: #fff; --text: #172b4d; --subtle: #505258; --line: #dcdfe4; --side: #f7f8f9; --selected: #e9f2fe; --selected-text: #1868db; }
[data-color-mode="dark"] { --bg: #1f1f21; --text: #ceced9; --subtle: #96999e; --line: #3d3f43; --side: #18191a; --selected: #1c2b42; --selected-text: #669df1; color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/20px ui-sans-serif, -apple-system, "Segoe UI", system-ui, sans-serif; }
.top { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; padding: 8px 16px; border-bottom: 1px solid var(--line); }
.product { display: flex; align-items: center; gap: 8px; font-weight: 600; }
.mark { width: 20px; height: 20px; border-radius: 4px; background: #1868db; }
.switch { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.switch, .switch label { min-width: 0; max-width: 100%; }
.switch select, .switch button { font: inherit; max-width: 100%; color: inherit; background: var(--bg); border: 1px solid var(--line); border-radius: 4px; padding: 4px 8px; min-height: 32px; }
.area { display: flex; min-height: calc(100vh - 50px); }
.side { flex: none; width: 240px; padding: 16px; background: var(--side); border-right: 1px solid var(--line); }
.side .heading { margin: 8px; font-size: 12px; font-weight: 600; color: var(--subtle); }
.side ul { list-style: none; margin: 0 0 16px; padding: 0; }
.side li { padding: 6px 8px; border-radius: 4px; }
.side li[aria-current] { background: var(--selected); color: var(--selected-text); font-weight: 500; }
.side .site { margin: 8px; font-size: 12px; color: var(--subtle); overflow-wrap: anywhere; }
.content { flex: 1; min-width: 0; padding: 24px 32px; }
.content h1 { margin: 0 0 16px; font-size: 24px; line-height: 28px; font-weight: 600; }
.content iframe { display: block; width: 100%; min-height: 480px; border: 0; }
@media (max-width: 760px) { .side { display: none; } .content { padding: 16px; } }
`;
