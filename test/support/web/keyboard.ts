import type { Page } from 'playwright-core';

/** Where the keyboard stands. */
export interface Focused {
  /** What a screen reader would call it; texts are cut. */
  readonly name: string;
  /** Is it marked for those who look: an outline of at least two pixels, its own or the one it draws around its card? */
  readonly seen: boolean;
}

/** Presses the tab key until the focus has left the page or begins anew at its top; gives every stop. */
export async function tabStops(page: Page): Promise<Focused[]> {
  const stops: Focused[] = [];
  const first = await page.evaluateHandle(() => document.querySelector('a[href], button, input:not([type=hidden])'));
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop === null) return stops;
    if (stops.length > 0 && (await first.evaluate((element) => element === document.activeElement))) return stops;
    stops.push(stop);
  }
  throw new Error(`the tab key never leaves the page: ${stops.map(({ name }) => name).join(', ')}`);
}

/** Goes on by the tab key alone until the focus is on something of this name. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    const stop = await focused(page);
    if (stop?.name === name) return;
    passed.push(stop?.name ?? 'nothing');
    await page.keyboard.press('Tab');
  }
  throw new Error(`the tab key does not lead to ${name}, but to ${passed.join(', ')}`);
}

function focused(page: Page): Promise<Focused | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body || element === document.documentElement) return null;
    const outlined = (style: CSSStyleDeclaration) => style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    const control = element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;
    const named = ((control ? element.labels?.[0] : null) ?? element).cloneNode(true) as Element;
    for (const unread of named.querySelectorAll('[aria-hidden=true]')) unread.remove();
    const text = element.getAttribute('aria-label') ?? named.textContent ?? '';
    return {
      name: text.replace('(required)', '').replace(/\s+/g, ' ').trim().slice(0, 60),
      seen: outlined(getComputedStyle(element)) || outlined(getComputedStyle(element, '::after')),
    };
  });
}
