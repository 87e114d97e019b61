import type { Page } from 'playwright-core';

/** Shows the page in light or dark while something looks at it: by the system's wish, and by Jira's own switch in its frame. */
export async function inColours<Result>(page: Page, colours: 'light' | 'dark', look: () => Promise<Result>): Promise<Result> {
  // Colours that are on their way from one scheme to the other are of neither.
  await Promise.all(page.frames().map((frame) => frame.evaluate(changeAtOnce)));
  await page.emulateMedia({ colorScheme: colours });
  const inJira = await page.locator('html[data-color-mode]').count();
  if (inJira > 0) await page.evaluate((mode) => document.documentElement.setAttribute('data-color-mode', mode), colours);
  return look();
}

function changeAtOnce(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }');
  document.adoptedStyleSheets = [sheet];
}
