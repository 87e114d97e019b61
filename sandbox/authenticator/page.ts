/** One entry as the page shows it. */
export interface EntryView {
  readonly id: string;
  readonly label: string;
  readonly code: string;
  readonly next: string;
  readonly secondsLeft: number;
  readonly periodSeconds: number;
}

const text = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** The whole page. Without script it shows the codes of the moment it was loaded, and reloads itself when they change. */
export function authenticatorPage(entries: readonly EntryView[], problem: string | null): string {
  const soonest = Math.min(30, ...entries.map((entry) => entry.secondsLeft));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Authenticator</title>
<noscript><meta http-equiv="refresh" content="${soonest + 1};url=/"></noscript>
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body>
<main>
<h1>Authenticator</h1>
<p class="lead">The phone of this demo: it makes the codes that the sign-in page asks for.</p>
<form method="post" action="/entries">
<label for="secret">Secret, or otpauth: address</label>
<div class="row"><input id="secret" name="secret" required autocomplete="off" spellcheck="false" maxlength="1000"
 ${problem === null ? '' : 'aria-invalid="true" aria-describedby="problem"'}><button>Add</button></div>
${problem === null ? '' : `<p id="problem" role="alert">${text(problem)}</p>`}
</form>
${entries.length === 0 ? '<p class="empty">Nothing here yet. Start to set up an authenticator app on the sign-in page, copy its secret and paste it above.</p>' : ''}
<ul>${entries.map(entryItem).join('')}</ul>
</main>
</body>
</html>`;
}

function entryItem(entry: EntryView): string {
  return `<li data-id="${text(entry.id)}">
<p class="label">${text(entry.label)}</p>
<p class="code"><output>${grouped(entry.code)}</output> <button type="button" class="copy" hidden>Copy</button></p>
<progress max="${entry.periodSeconds}" value="${entry.secondsLeft}" aria-hidden="true"></progress>
<p class="next">Changes in <span class="left">${entry.secondsLeft}</span> s to <span class="following">${grouped(entry.next)}</span></p>
<form method="post" action="/entries/${text(entry.id)}/remove"><button class="plain">Remove<span class="hidden"> ${text(entry.label)}</span></button></form>
</li>`;
}

const grouped = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;

export const authenticatorScript = `(() => {
  const grouped = (code) => code.slice(0, 3) + ' ' + code.slice(3);
  const items = new Map([...document.querySelectorAll('li[data-id]')].map((item) => [item.dataset.id, item]));
  if (items.size === 0) return;
  for (const item of items.values()) {
    const copy = item.querySelector('.copy');
    copy.hidden = !navigator.clipboard;
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(item.querySelector('output').textContent.replace(' ', ''));
      copy.textContent = 'Copied';
      setTimeout(() => (copy.textContent = 'Copy'), 1500);
    });
  }
  const refresh = async () => {
    const answer = await fetch('/codes').catch(() => null);
    if (!answer || !answer.ok) return;
    for (const entry of await answer.json()) {
      const item = items.get(entry.id);
      if (!item) continue;
      item.querySelector('output').textContent = grouped(entry.code);
      item.querySelector('.following').textContent = grouped(entry.next);
      item.querySelector('.left').textContent = entry.secondsLeft;
      item.querySelector('progress').value = entry.secondsLeft;
    }
  };
  setInterval(refresh, 1000);
})();
`;

export const authenticatorCss = `
:root { --bg: #f4f5f7; --card: #fff; --text: #1a2536; --subtle: #536079; --line: #7f8a9d; --accent: #1552b8; --danger: #b42318; }
@media (prefers-color-scheme: dark) {
  :root { --bg: #101318; --card: #1b1f26; --text: #dfe4ec; --subtle: #a3adbd; --line: #7b8698; --accent: #9cc2ff; --danger: #ff9c8f; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px; background: var(--bg); color: var(--text); font: 16px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 480px; margin: 0 auto; }
h1 { margin: 0; font-size: 24px; }
.lead, .next, .empty { color: var(--subtle); }
.lead { margin: 4px 0 24px; }
label { display: block; margin-bottom: 4px; font-weight: 600; }
.row { display: flex; gap: 8px; }
input { flex: 1; min-width: 0; }
input, button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; }
button { cursor: pointer; }
[role=alert] { color: var(--danger); margin: 8px 0 0; }
ul { list-style: none; margin: 24px 0 0; padding: 0; display: grid; gap: 12px; }
li { padding: 16px; background: var(--card); border-radius: 8px; box-shadow: 0 1px 6px rgb(0 0 0 / 12%); }
li p { margin: 0; }
.label { font-weight: 600; overflow-wrap: anywhere; }
.code { display: flex; gap: 12px; align-items: center; justify-content: space-between; }
output { font: 600 36px/1.3 ui-monospace, SFMono-Regular, Menlo, monospace; letter-spacing: 2px; color: var(--accent); }
progress { width: 100%; height: 4px; accent-color: var(--accent); }
.next { font-size: 14px; font-variant-numeric: tabular-nums; }
.plain { padding: 6px 0 0; background: none; border: 0; text-decoration: underline; font-size: 14px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
