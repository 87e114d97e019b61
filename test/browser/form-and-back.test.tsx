/** @jsxImportSource preact */
/** A form that a page of ours posts to another site, and where that site may send the browser from there: only a real browser can tell. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findAsset, scriptPath } from '../../broker/pages/assets.ts';
import { renderPage } from '../../broker/pages/page.tsx';
import { AutoPostPage } from '../../broker/pages/views/auto-post.tsx';
import { launchChromium } from '../support/chromium.ts';

jest.setTimeout(60_000);

let browser: Browser;
let application: Site;
let login: Site;
beforeAll(async () => {
  browser = await launchChromium();
  application = await serve('application', (_, response) => response.writeHead(302, { location: `${login.origin}/saml/slo?x=1` }).end());
  login = await serve('login', (request, response) => {
    const path = request.url ?? '';
    if (path === scriptPath) return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(findAsset(path)?.body);
    if (path.startsWith('/saml/slo')) return void response.end('back');
    const action = `${application.origin}/slo`;
    const body = <AutoPostPage title="Out" text="" action={action} fields={{ SAMLRequest: 'x' }} buttonText="Go on" />;
    const brand = { name: 'Help', accentColor: '#0c66e4', contact: '' };
    const formActions = path === '/leaving' ? { leaving: action } : [action];
    const page = renderPage({ title: 'Out', brand, layout: 'sign-in', body, formActions });
    response.writeHead(200, page.headers).end(page.html);
  });
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([application?.close(), login?.close()]);
});

interface Site {
  readonly origin: string;
  close(): Promise<void>;
}

async function serve(name: string, listener: RequestListener): Promise<Site> {
  const server: Server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://${name}.localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

test('whoever takes a form that leaves may send the browser on to another host', async () => {
  const page = await browser.newPage();
  await page.goto(`${login.origin}/leaving`);
  await page.getByText('back').waitFor();
  expect(new URL(page.url()).pathname).toBe('/saml/slo');
  await page.close();
});

test('and may not where the page names one address alone: form-action holds for redirects as well', async () => {
  const page = await browser.newPage();
  const blocked = page.waitForEvent('console', (message) => message.text().includes('form-action'));
  await page.goto(`${login.origin}/exactly`, { waitUntil: 'commit' });
  expect((await blocked).text()).toContain('has been blocked');
  await page.close();
});
