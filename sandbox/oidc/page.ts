import type { SandboxCompany, SandboxPerson } from './people.ts';

/** Text into HTML, attribute values included. */
export function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** The frame of every page of a company's identity provider. `body` is HTML. */
export function page(company: SandboxCompany, title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title)} - ${text(company.name)}</title>
<style>${styles(company.colour)}</style>
</head>
<body>
<main>
<p class="company"><span class="mark" aria-hidden="true">${text(company.name.slice(0, 1))}</span>${text(company.name)}</p>
${body}
</main>
<p class="note">A stand-in for the identity provider of a company. Nobody here is real, so there are no passwords.</p>
</body>
</html>`;
}

/** One click signs a person in. The one whom the asking side expects comes first. */
export function signInPage(company: SandboxCompany, uid: string, hint: string | null, again: boolean): string {
  const people = [...company.people].sort((a, b) => Number(b.email === hint) - Number(a.email === hint));
  return page(
    company,
    'Sign in',
    `<h1>${again ? 'Please sign in again' : 'Sign in'}</h1>
<p class="lead">Who are you?</p>
<form method="post" action="/sign-in/${text(uid)}">
<ul>${people.map((person) => `<li>${personButton(person)}</li>`).join('')}</ul>
<p><button class="plain" name="cancel" value="yes">Cancel and go back</button></p>
</form>`,
  );
}

function personButton(person: SandboxPerson): string {
  const initials = person.givenName.slice(0, 1) + person.familyName.slice(0, 1);
  return `<button class="person" name="person" value="${text(person.id)}">
<span class="avatar" aria-hidden="true">${text(initials)}</span>
<span><b>${text(`${person.givenName} ${person.familyName}`)}</b><br><span class="subtle">${text(person.role)}<br>${text(person.email).replace('@', '<wbr>@')}</span></span>
</button>`;
}

/** `form` is the provider's own form with its token, without a button. */
export function signOutPage(company: SandboxCompany, form: string): string {
  return page(
    company,
    'Sign out',
    `<h1>Sign out of ${text(company.name)}?</h1>
<p class="lead">You have left the help centre. You can end your session at your company as well.</p>
${form}
<p><button class="strong" form="op.logoutForm" name="logout" value="yes">Sign out</button></p>
<p><button class="plain" form="op.logoutForm">Stay signed in at ${text(company.name)}</button></p>`,
  );
}

function styles(colour: string): string {
  return `
:root { --accent: ${colour}; --bg: #f4f5f7; --card: #fff; --text: #1a2536; --subtle: #536079; --line: #d5dae2; }
@media (prefers-color-scheme: dark) {
  :root { --accent: color-mix(in srgb, ${colour} 75%, #fff); --bg: #101318; --card: #1b1f26; --text: #dfe4ec; --subtle: #a3adbd; --line: #3a4350; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; align-content: center; justify-items: center; gap: 16px; padding: 24px 16px;
  background: var(--bg); color: var(--text); font: 16px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif; }
main { width: 100%; max-width: 420px; padding: clamp(20px, 7vw, 32px); background: var(--card); border-top: 4px solid var(--accent); border-radius: 8px; box-shadow: 0 2px 12px rgb(0 0 0 / 12%); }
.company { display: flex; align-items: center; gap: 10px; margin: 0 0 24px; font-weight: 600; }
.mark, .avatar { display: grid; place-items: center; flex: none; background: ${colour}; color: #fff; font-weight: 600; }
.mark { width: 32px; height: 32px; border-radius: 6px; }
.avatar { width: 40px; height: 40px; border-radius: 50%; font-size: 14px; }
h1 { margin: 0; font-size: 24px; line-height: 1.25; }
.lead { margin: 4px 0 20px; color: var(--subtle); }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px; }
button { font: inherit; color: inherit; cursor: pointer; }
.person { display: flex; gap: 12px; align-items: center; width: 100%; padding: 12px; text-align: left; background: none; border: 1px solid var(--line); border-radius: 8px; }
.person:hover { border-color: var(--accent); }
.person > span:last-child { min-width: 0; overflow-wrap: break-word; line-height: 1.4; }
.subtle, .note { color: var(--subtle); font-size: 14px; }
.strong { width: 100%; padding: 10px; background: ${colour}; color: #fff; border: 0; border-radius: 6px; font-weight: 600; }
.plain { padding: 6px 0; background: none; border: 0; text-decoration: underline; }
form p:last-child, main > p:last-child { margin: 16px 0 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.note { max-width: 420px; margin: 0; text-align: center; }`;
}
