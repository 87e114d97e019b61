import type { Page } from 'playwright-core';
import type { SupportTrace } from '#contract/rpc/status';
import type { Demo } from '../demo.ts';

/** What a refused person reads, and what the administrator of the tenant acme finds behind the support code. */
export interface ShownRefusal {
  readonly title: string;
  readonly code: string;
  readonly because: string;
  readonly step: string;
}

/** Waits for a page that refuses, and looks its support code up in the admin page's own way. */
export async function refusalOn(demo: Demo, page: Page): Promise<ShownRefusal> {
  const supportCode = await page.locator('.support .code').innerText();
  const answer = await fetch(`${demo.at.admin}/__forge/invoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-user': 'alex' },
    body: JSON.stringify({ functionKey: 'support.find', payload: { supportCode } }),
  });
  const { value } = (await answer.json()) as { value: { ok: boolean; value: SupportTrace | null } };
  if (!value.ok || value.value === null) throw new Error(`nothing is known of ${supportCode}: ${JSON.stringify(value)}`);
  const { code, because, step } = value.value;
  return { title: await page.getByRole('heading', { level: 1 }).innerText(), code, because, step };
}
