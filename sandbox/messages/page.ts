import { authenticatorCss } from '../authenticator/page.ts';
import type { MessageKind, SentMessage } from './outbox.ts';

/** The YubiKey of the demo, and what it typed last. */
export interface KeyView {
  readonly publicId: string;
  readonly privateId: string;
  /** Hexadecimal. */
  readonly aesKey: string;
  readonly typed: string | null;
}

/** What was sent, and who has answered STOP. */
export interface SentView {
  readonly messages: readonly SentMessage[];
  isStopped(number: string): boolean;
}

const text = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const kinds: Readonly<Record<MessageKind, string>> = { sms: 'SMS', mail: 'E-mail', push: 'Push' };

/** The whole page. Without script it reloads itself every few seconds. */
export function messagesPage(sent: SentView, key: KeyView): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Messages</title>
<noscript><meta http-equiv="refresh" content="5;url=/"></noscript>
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body>
<main>
<h1>Messages</h1>
<p class="lead">The post box and the phones of this demo: everything that the broker sent, newest first. Nothing left this machine.</p>
<details${key.typed === null ? '' : ' open'}>
<summary>YubiKey</summary>
<form method="post" action="/yubikey/press"><button>Touch the YubiKey</button></form>
${key.typed === null ? '' : `<p class="code"><output class="long">${text(key.typed)}</output> ${copyButton(key.typed)}</p>`}
<p class="next">Its public id is <code>${text(key.publicId)}</code>. To validate its codes without a server: private id <code>${text(key.privateId)}</code>, AES key <code>${text(key.aesKey)}</code>.</p>
</details>
<section id="messages" aria-label="Sent" aria-live="polite">${messageList(sent)}</section>
<form method="post" action="/clear"><button class="plain">Forget all messages</button></form>
</main>
</body>
</html>`;
}

/** The list alone, for the script to put in its place. */
export function messageList({ messages, isStopped }: SentView): string {
  if (messages.length === 0) return '<p class="empty">Nothing was sent yet. Ask for a code on the sign-in page.</p>';
  return `<ul>${messages.map((message) => messageItem(message, isStopped)).join('')}</ul>`;
}

function messageItem({ id, at, kind, to, subject, text: body, code }: SentMessage, isStopped: SentView['isStopped']): string {
  const time = new Date(at).toISOString();
  return `<li data-id="${text(id)}">
<p class="label">${kinds[kind]} to ${text(to)}, <time datetime="${time}">${time.slice(11, 19)} UTC</time></p>
${subject === null ? '' : `<p>${text(subject)}</p>`}
${code === null ? '' : `<p class="code"><output>${text(code)}</output> ${copyButton(code)}</p>`}
<pre>${text(body)}</pre>
${kind === 'sms' ? stopForm(to, isStopped(to)) : ''}</li>`;
}

/** What the owner of a number can answer: from then on the service sends them nothing. */
const stopForm = (to: string, isStopped: boolean) =>
  `<form method="post" action="/${isStopped ? 'start' : 'stop'}"><input type="hidden" name="to" value="${text(to)}"><button class="plain">Answer ${isStopped ? 'START' : 'STOP'}</button></form>\n`;

const copyButton = (value: string) => `<button type="button" class="copy" data-copy="${text(value)}" hidden>Copy</button>`;

export const messagesScript = `(() => {
  const list = document.querySelector('#messages');
  const dress = () => {
    for (const copy of document.querySelectorAll('.copy')) copy.hidden = !navigator.clipboard;
  };
  document.addEventListener('click', async ({ target }) => {
    if (!target.matches('.copy')) return;
    await navigator.clipboard.writeText(target.dataset.copy);
    target.textContent = 'Copied';
    setTimeout(() => (target.textContent = 'Copy'), 1500);
  });
  let shown = null;
  setInterval(async () => {
    const answer = await fetch('/list').catch(() => null);
    if (!answer || !answer.ok) return;
    const html = await answer.text();
    if (html === shown) return;
    shown = html;
    list.innerHTML = html;
    dress();
  }, 1000);
  dress();
})();
`;

export const messagesCss = `${authenticatorCss}
main { max-width: 640px; }
summary { font-weight: 600; cursor: pointer; }
details form { margin: 12px 0; }
pre { margin: 8px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; }
output { overflow-wrap: anywhere; }
.long { font-size: 16px; letter-spacing: 0; }
`;
