/** A browser on the pages of the second factor. */
import { codeAt, readEntry, type TotpEntry } from '../sandbox/authenticator/totp.ts';
import { type Answer, assertionOn, type Client, formBody, unexpected, type Visitor } from './client.ts';

/** A page of the second factor in one browser. */
export interface Step {
  readonly url: string;
  readonly cookie: string;
  readonly page: Answer;
}

/** To the provider and back; gives the page that asks for the factor. */
export async function toFactor(client: Client, visitor: Visitor, address: string): Promise<Step> {
  const { back, cookie } = await visitor.toProvider(address);
  const sent = await client.call(back, { cookie });
  const url = new URL(sent.location, visitor.login).href;
  return { url, cookie: sent.cookie, page: await client.call(url, { cookie: sent.cookie }) };
}

/** Posts the page's form. */
export async function give(client: Client, step: Step, answer: string): Promise<Step> {
  const token = / name="token" value="([^"]+)"/.exec(step.page.body)?.[1];
  if (token === undefined) throw unexpected('no form', step.page);
  const { origin } = new URL(step.url);
  const page = await client.call(step.url, { method: 'POST', cookie: step.cookie, origin, body: formBody({ token, answer }) });
  return { url: step.url, cookie: page.cookie || step.cookie, page };
}

/** Somebody new signs in, and sets their app up on the way. */
export async function enrol(client: Client, visitor: Visitor, apps: Map<string, TotpEntry>): Promise<void> {
  const step = await toFactor(client, visitor, (await visitor.ask()).location);
  const app = readEntry(/<code class="code">([A-Z2-7 ]+)<\/code>/.exec(step.page.body)?.[1] ?? '');
  if (app === null) throw unexpected('no key', step.page);
  apps.set(personOn(step.page), app);
  const confirmed = await give(client, step, codeAt(app, Date.now()));
  const codes = await client.call(step.url, { cookie: confirmed.cookie });
  assertionOn((await give(client, { ...confirmed, page: codes }, 'kept')).page);
}

/** What the app of whoever stands on this page shows now. */
export function codeFor({ page }: Step, apps: ReadonlyMap<string, TotpEntry>): string {
  const app = apps.get(personOn(page));
  if (app === undefined) throw unexpected('nobody known', page);
  return codeAt(app, Date.now());
}

function personOn(page: Answer): string {
  return /person-\d+/.exec(page.body)?.[0] ?? '';
}

/** What was spent at the set-up is over then. */
export function untilNextCode(): Promise<void> {
  const periodMs = 30_000;
  return new Promise((done) => setTimeout(done, periodMs - (Date.now() % periodMs) + 100));
}
