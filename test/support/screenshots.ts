/**
 * Pictures of every page, for people to look at: `npx tsx --tsconfig broker/tsconfig.json test/support/screenshots.ts FOLDER`.
 * Of each page one light, one dark, and one of each at the width of a phone (375 and 320 pixels).
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { startDemo } from './demo.ts';
import { adminTour } from './web/admin-tour.ts';
import { inColours } from './web/colours.ts';
import { customerTour, type Look } from './web/customer-tour.ts';
import { aVisitor } from './web/visitor.ts';

const looks = [
  { name: 'light', colours: 'light', width: 1280 },
  { name: 'dark', colours: 'dark', width: 1280 },
  { name: 'phone-light', colours: 'light', width: 375 },
  { name: 'phone-dark', colours: 'dark', width: 320 },
] as const;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name a folder for the pictures.');
await mkdir(folder, { recursive: true });

const [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
let number = 0;
const look: Look = async (name, page) => {
  number += 1;
  for (const { name: kind, colours, width } of looks) {
    await page.setViewportSize({ width, height: 800 });
    await inColours(page, colours, () => picture(page, join(folder, `${String(number).padStart(2, '0')}-${name}.${kind}.png`)));
  }
  await page.setViewportSize({ width: 1280, height: 800 });
};
try {
  await customerTour(await aVisitor(browser), demo, look);
  await adminTour(await aVisitor(browser), demo, look);
  const phone = await aVisitor(browser);
  await phone.page.goto(demo.at.authenticator);
  await look('authenticator', phone.page);
} finally {
  await browser.close();
  await demo.stop();
}
console.log(`${number * looks.length} pictures in ${folder}`);

function picture(page: Page, path: string): Promise<Buffer> {
  return page.screenshot({ path, fullPage: true, animations: 'disabled' });
}
