import { page, text } from '../oidc/page.ts';
import type { SandboxCompany } from '../oidc/people.ts';

/** What a browser asks for. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly cookie: string;
}

/** What it gets: a page, a document, or another address. */
export type Page =
  | { readonly status: number; readonly html: string; readonly setCookie?: string }
  | { readonly status: 200; readonly xml: string }
  | { readonly status: 302; readonly location: string; readonly setCookie?: string };

/** A page that posts its fields to another site, by itself where script is on (Bindings 3.5.4). */
export function autoPost(company: SandboxCompany, action: string, fields: Readonly<Record<string, string>>): Page {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(value)}">`);
  const form = `<form method="post" action="${text(action)}">${inputs.join('')}<p><button class="strong">Go on</button></p></form>`;
  const script = '<script>document.forms[0].submit()</script>';
  return { status: 200, html: page(company, 'Signing in', `<h1>Signing in ...</h1>${form}${script}`) };
}
