import { escapeHtml } from '../shapes/text.ts';

/** A piece of markup that needs no more escaping. */
export interface Html {
  readonly markup: string;
}

/** Template tag: everything put in is escaped unless it is markup made here. */
export function html(parts: TemplateStringsArray, ...values: (Html | readonly Html[] | string | number)[]): Html {
  const filled = values.map((value, index) => {
    const markup =
      typeof value === 'object'
        ? 'markup' in value
          ? value.markup
          : value.map((piece) => piece.markup).join('')
        : escapeHtml(String(value));
    return `${markup}${parts[index + 1] ?? ''}`;
  });
  return { markup: `${parts[0] ?? ''}${filled.join('')}` };
}

const styles = `
:root { color-scheme: light dark; --ink: #172b4d; --soft: #5e6c84; --line: #dfe1e6; --back: #f7f8f9; --card: #fff;
  --accent: #0052cc; --note: #fff7d6; --noteline: #e2b203; --tag: #e9f2ff; }
@media (prefers-color-scheme: dark) { :root { --ink: #dee4ea; --soft: #9fadbc; --line: #38414a; --back: #161a1d;
  --card: #1d2125; --accent: #85b8ff; --note: #332e1b; --noteline: #946f00; --tag: #1c2b41; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); }
header { background: var(--card); border-bottom: 1px solid var(--line); padding: .8rem 1.5rem; display: flex; gap: 1rem; flex-wrap: wrap; align-items: baseline; }
header a { font-weight: 650; color: inherit; text-decoration: none; }
header span { color: var(--soft); }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .2rem 0 1rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .75rem; }
a { color: var(--accent); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: .6rem .9rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-size: .8rem; font-weight: 600; }
tr:last-child td { border-bottom: 0; }
td:first-child, time { white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: 0; padding: 1rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.tag { display: inline-block; background: var(--tag); border-radius: 4px; padding: 0 .45rem; font-size: .8rem; font-weight: 600; white-space: nowrap; }
form div { display: flex; flex-wrap: wrap; gap: .6rem; }
article { padding: .8rem 1rem; margin-bottom: .75rem; }
article.internal { background: var(--note); border-color: var(--noteline); }
article p { margin: .4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
form { padding: 1rem; display: grid; gap: .75rem; }
textarea { width: 100%; min-height: 6rem; font: inherit; color: inherit; background: var(--back); border: 1px solid var(--soft); border-radius: 6px; padding: .5rem .6rem; }
button { font: inherit; font-weight: 600; padding: .45rem .9rem; border-radius: 6px; border: 1px solid var(--noteline); background: var(--note); color: inherit; cursor: pointer; }
button.public { background: var(--accent); color: var(--card); border-color: var(--accent); }
.soft { color: var(--soft); }
@media (max-width: 40rem) {
  main { padding: 1rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; }
  thead { display: none; }
  tr { display: block; padding: .6rem .9rem; border-bottom: 1px solid var(--line); }
  td, td:last-child { display: inline; padding: 0; border: 0; }
  td:nth-child(2) { display: block; font-weight: 600; }
  td:nth-child(n + 3):not(:last-child)::after { content: "·"; color: var(--soft); padding: 0 .35rem; }
}
`;

/** A whole page of the simulated Jira. */
export function page(siteTitle: string, title: string, content: Html): string {
  const whole = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${siteTitle}</title><style>${{ markup: styles }}</style></head>
<body><header><a href="/">${siteTitle}</a><span>Simulated Jira, agent view</span></header><main>${content}</main></body></html>`;
  return whole.markup;
}
