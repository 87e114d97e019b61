import type { Page } from 'playwright-core';

/** Shows the page in light or dark while something looks at it: by the system's wish, and by Jira's own switch in its frame. */
export async function inColours<Result>(page: Page, colours: 'light' | 'dark', look: () => Promise<Result>): Promise<Result> {
  await page.emulateMedia({ colorScheme: colours });
  const inJira = await page.locator('html[data-color-mode]').count();
  if (inJira > 0) await page.evaluate((mode) => document.documentElement.setAttribute('data-color-mode', mode), colours);
  return look();
}
