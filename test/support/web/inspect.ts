import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { inColours } from './colours.ts';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const everyRule: RunOptions = { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } };
/** Only this differs between the colour schemes. */
const contrastRule: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };

/** The narrowest screen that a page has to fit without scrolling sideways (WCAG 2.2, 1.4.10). */
const narrowest = 320;

/** Everything that is wrong with the page for somebody, one line each: rules of WCAG in both colour schemes, and width. */
export async function complaintsAbout(name: string, page: Page): Promise<string[]> {
  const wide = page.viewportSize() ?? { width: 1280, height: 800 };
  const found = await inColours(page, 'light', () => brokenRules(page, everyRule));
  const inTheDark = await inColours(page, 'dark', () => brokenRules(page, contrastRule));
  await page.setViewportSize({ ...wide, width: narrowest });
  const sticksOut = await inColours(page, 'light', () => tooWide(page));
  await page.setViewportSize(wide);
  return [...found, ...inTheDark.map((rule) => `dark ${rule}`), ...sticksOut].map((complaint) => `${name}: ${complaint}`);
}

async function brokenRules(page: Page, rules: RunOptions): Promise<string[]> {
  const perFrame = await Promise.all(page.frames().map((frame) => brokenIn(frame, rules)));
  return perFrame.flat();
}

async function brokenIn(frame: Frame, rules: RunOptions): Promise<string[]> {
  await frame.evaluate(await readFile(axeFile, 'utf8'));
  const { violations, passes } = await frame.evaluate(
    (options) => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    { ...rules, iframes: false },
  );
  // A run that judged nothing would find nothing.
  if (passes.length === 0 && violations.length === 0) return ['no rule applied: was there a page?'];
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id} at ${target.join(' ')}: ${html.slice(0, 120)}`));
}

async function tooWide(page: Page): Promise<string[]> {
  const perFrame = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return [];
        const out = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > clientWidth + 0.5);
        const [first] = out.map((each) => `${each.tagName.toLowerCase()}.${each.getAttribute('class') ?? ''}`);
        return [`${scrollWidth} pixels wide on a screen of ${clientWidth}: ${first ?? 'nothing visible'}`];
      }),
    ),
  );
  return perFrame.flat();
}
