import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const patienceMs = 30_000;

/** One person at one computer: a browser with its own cookies. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained about: broken Content Security Policy and scripts that failed, with their page. */
  readonly complaints: readonly string[];
  /** Another tab of the same browser. */
  tab(): Promise<Page>;
}

export async function aVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  context.setDefaultTimeout(patienceMs);
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(`${message.location().url}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`${error.page()?.url()}: ${error.error().message}`));
  return { context, page: await context.newPage(), complaints, tab: () => context.newPage() };
}

/** Heading and text of a page, for assertions and for the report of a failure. */
export async function wordsOn(page: Page): Promise<string> {
  return (await page.locator('body').innerText()).replace(/\s+/g, ' ').trim();
}

/** Presses the back button; gives the heading of the page that comes up, from the network or from the browser's memory. */
export async function goBack(page: Page): Promise<string> {
  // Playwright's own waits for a load that a page out of memory does not have.
  const moved = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await page.evaluate(() => history.back());
  await moved;
  return page.getByRole('heading', { level: 1 }).innerText();
}

/** Runs the steps of a test; where one fails, says what each visitor had on the screen. */
export async function telling<Result>(visitors: Readonly<Record<string, Visitor>>, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const screens = await Promise.all(
      Object.entries(visitors).flatMap(([name, { context }]) =>
        context.pages().map(async (page) => `${name} at ${page.url()}: ${(await wordsOn(page).catch(String)).slice(0, 600)}`),
      ),
    );
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${screens.join('\n')}`, { cause: error });
  }
}
