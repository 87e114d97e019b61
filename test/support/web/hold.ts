import type { Page } from 'playwright-core';

/** What a browser was about to send. */
export interface Held {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
}

/**
 * Lets the page go as far as the first request to an address that matches (`*` stands for anything), and no further:
 * that request is never sent. Unlike a route, it also sees the targets of redirects.
 */
export async function holdAt(page: Page, pattern: string, go: () => Promise<unknown>): Promise<Held> {
  const session = await page.context().newCDPSession(page);
  const held = new Promise<Held>((done, fail) => {
    session.on('Fetch.requestPaused', ({ requestId, request }) => {
      done({ url: request.url, form: Object.fromEntries(new URLSearchParams(request.postData ?? '')) });
      session.send('Fetch.fulfillRequest', { requestId, responseCode: 200, body: '' }).catch(fail);
    });
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: pattern, requestStage: 'Request' }] });
  await go();
  const result = await held;
  await session.detach();
  return result;
}
