/** *Identity providers* in a real browser: import with preview, what goes wrong, the example, and the way back from deleting. */
import { readFile } from 'node:fs/promises';
import { describe, expect } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { describedMembers, describedProvider } from '../support/saml/described.ts';
import { pemOf, rsaKeys } from '../support/saml/keys.ts';
import { adminFrame } from '../support/web/admin.ts';
import { complaintsAbout } from '../support/web/inspect.ts';
import { demoPeople, proveAtCompany } from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';

const stage = openStage();
const still = () => [{ reducedMotion: 'reduce', acceptDownloads: true } as const];

async function open(page: Page): Promise<FrameLocator> {
  const frame = adminFrame(page);
  await page.goto(stage().demo.at.admin);
  await frame.getByText('Up to date').waitFor();
  return frame;
}

const next = (frame: FrameLocator) => frame.getByRole('button', { name: 'Next' }).click();
const read = (frame: FrameLocator) => frame.getByRole('button', { name: /^Read the (metadata|configuration)$/ }).click();
const preview = (frame: FrameLocator) => frame.getByRole('region', { name: 'What was read' });

/** Up to the step where a provider's values are entered. */
async function toValues(page: Page, name: string): Promise<FrameLocator> {
  const frame = await open(page);
  await frame.getByRole('button', { name: 'Add identity provider' }).click();
  await frame.getByRole('radio', { name: 'Other SAML provider' }).check();
  await next(frame);
  await frame.getByLabel('Name', { exact: true }).fill(name);
  await next(frame);
  await frame.getByRole('heading', { name: 'Import the metadata of the provider' }).waitFor();
  return frame;
}

// One after the other: each save makes what another scene has loaded an older revision.
describe('adding a provider', () => {
  scene(
    'by its metadata: seen before it is filled in, tried with an example, saved, deleted and brought back',
    stage,
    still,
    async (alex) => {
      const { page } = alex;
      const complaints: string[] = [];
      const look = async (name: string) => complaints.push(...(await complaintsAbout(name, page)));
      const { aurora } = stage().demo.at;
      const frame = await toValues(page, 'Auk Fisheries');

      await frame.getByLabel('Metadata address', { exact: true }).fill(` ${aurora}/metadata `);
      await frame.getByText('Spaces around the address were removed.').waitFor();
      await read(frame);
      await preview(frame).getByText(`${aurora}/metadata`).waitFor();
      expect(await preview(frame).innerText()).toMatch(/([0-9A-F]{2}:){31}[0-9A-F]{2}/);
      await look('preview');
      expect(await frame.getByLabel('Entity ID of the provider').inputValue()).toBe('');
      await frame.getByRole('button', { name: 'Fill in these values' }).click();
      expect(await frame.getByLabel('Entity ID of the provider').inputValue()).toBe(`${aurora}/metadata`);
      expect(await frame.getByLabel('Certificate for signatures').inputValue()).toContain('BEGIN CERTIFICATE');

      const downloading = page.waitForEvent('download');
      await frame.getByRole('button', { name: 'Download our metadata' }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe('gatehouse-auk-fisheries-metadata.xml');
      expect(await readFile(await download.path(), 'utf8')).toContain(
        `entityID="${await frame.getByLabel('Entity ID (audience)', { exact: true }).inputValue()}"`,
      );

      await next(frame);
      await frame.getByRole('button', { name: 'Fill in a made-up example' }).click();
      await frame.getByText('ada@borealis.example (not marked as verified)').waitFor();
      await frame.getByRole('button', { name: 'Add a filter' }).click();
      await frame.getByLabel('Expression of filter 1').fill('help-(.*)');
      await frame.locator('.example').getByText('desk', { exact: true }).waitFor();
      await look('example');
      await next(frame);
      await frame.getByLabel('E-mail domains').fill('auk.example');
      await next(frame);
      await frame.getByRole('button', { name: 'Test the provider' }).click();
      await frame.getByText('The provider answers as it should.').waitFor();
      await look('test');
      await frame.getByRole('button', { name: 'Save identity provider' }).click();
      await frame.getByText('Auk Fisheries was added.').waitFor();
      const row = frame.getByRole('listitem').filter({ hasText: 'Auk Fisheries' });
      await row.getByText(/days left/).waitFor();
      expect(await row.innerText()).toMatch(/SAML 2\.0 · Speaks for auk\.example[\s\S]*days left/i);
      await look('list');

      await row.getByRole('button', { name: 'Make primary: Auk Fisheries' }).click();
      await row.getByText('Primary', { exact: true }).waitFor();
      await row.getByRole('button', { name: 'Delete Auk Fisheries' }).click();
      await frame.getByRole('dialog', { name: 'Auk Fisheries is still used' }).getByRole('button', { name: 'Close' }).click();
      await row.getByRole('button', { name: 'No longer primary: Auk Fisheries' }).click();
      await frame.getByText('are asked where they sign in').waitFor();
      await row.getByRole('button', { name: 'Delete Auk Fisheries' }).click();
      await look('delete');
      await frame.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await row.waitFor({ state: 'detached' });
      await frame.getByRole('button', { name: 'Bring back Auk Fisheries' }).click();
      await frame.getByText('Auk Fisheries is back.').waitFor();

      await row.getByRole('link', { name: 'Auk Fisheries' }).click();
      await frame.getByLabel('Metadata address', { exact: true }).waitFor();
      await read(frame);
      await preview(frame).getByText('As in this form').first().waitFor();
      expect(await preview(frame).getByText('As in this form').count()).toBeGreaterThanOrEqual(4);
      await look('edit');
      expect([...complaints, ...alex.complaints]).toEqual([]);
    },
  );
});

describe('what goes wrong', () => {
  scene('is said in words beside the field, and nothing typed is lost', stage, still, async ({ page, complaints }) => {
    const frame = await toValues(page, 'Half typed');
    const errorAt = async (label: string, words: RegExp) => {
      const field = frame.getByLabel(label, { exact: true });
      await frame.locator('.field', { has: field }).locator('.field-error').filter({ hasText: words }).waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
    };
    const refused = (words: RegExp) => frame.getByRole('alert').filter({ hasText: words }).waitFor();

    const address = frame.getByLabel('Metadata address', { exact: true });
    for (const [url, words] of [
      ['file:///etc/passwd', /a file on your computer/],
      ['javascript:alert(1)', /runs code in a browser/],
    ] as const) {
      await address.fill(url);
      await read(frame);
      await errorAt('Metadata address', words);
    }
    // The rest only the broker knows, by its own way out.
    for (const url of ['https://10.0.0.1/metadata', 'https://169.254.169.254/latest/meta-data', 'http://id.auk.example/metadata']) {
      await address.fill(url);
      await read(frame);
      await refused(/The broker may not read this address/);
    }
    await address.fill(`${stage().demo.at.aurora}/`);
    await read(frame);
    await refused(/This is a web page, not SAML metadata/);

    await frame.getByRole('radio', { name: /Pasted as text/ }).check();
    const text = frame.getByLabel('Metadata as text', { exact: true });
    for (const [pasted, words] of [
      ['<!DOCTYPE html><html></html>', /This is a web page/],
      [pemOf(rsaKeys().privateKey), /it has left its home/],
    ] as const) {
      await text.fill(pasted);
      await read(frame);
      await errorAt('Metadata as text', words);
    }
    for (const [pasted, words] of [
      ['<rss version="2.0"/>', /This is not SAML metadata/],
      [`<!DOCTYPE a SYSTEM "file:///etc/passwd">${describedProvider()}`, /a document type \(DOCTYPE\)/],
      [describedProvider({ entity: 'validUntil="2020-01-01T00:00:00Z"' }), /no longer valid/],
      [describedProvider().slice(0, -9), /This metadata is damaged/],
    ] as const) {
      await text.fill(pasted);
      await read(frame);
      await refused(words);
    }
    await text.fill(describedMembers([describedProvider(), describedProvider({ entityId: 'urn:auk' })]));
    await read(frame);
    await frame.getByRole('radio', { name: 'urn:auk' }).check();
    await frame.getByRole('button', { name: 'Read this provider' }).click();
    await preview(frame).getByText('urn:auk').waitFor();
    await preview(frame).getByRole('button', { name: 'Discard' }).click();

    await frame.getByLabel('Certificate for signatures').fill(pemOf(rsaKeys().privateKey));
    await errorAt('Certificate for signatures', /make a new one at the provider/);
    await frame.getByLabel('Entity ID of the provider').fill('urn:typed');
    await next(frame);
    expect(await frame.getByLabel('Entity ID of the provider').inputValue()).toBe('urn:typed');
    await frame.getByRole('button', { name: 'Back' }).click();
    expect(await frame.getByLabel('Name', { exact: true }).inputValue()).toBe('Half typed');
    expect(complaints).toEqual([]);
  });

  scene('a document of another issuer is not taken, and the live configuration stays', stage, still, async ({ page }) => {
    const frame = await open(page);
    await frame.getByRole('link', { name: 'Kestrel Robotics' }).click();
    const issuer = frame.getByLabel('Issuer', { exact: true });
    const before = await issuer.inputValue();
    await issuer.fill(`${before}/nowhere`);
    await read(frame);
    await frame.getByRole('alert').filter({ hasText: 'Nothing was changed.' }).waitFor();
    await issuer.fill(before);
    await read(frame);
    await preview(frame).getByText('As in this form').waitFor();
    await frame.getByRole('link', { name: 'All identity providers' }).click();
    await frame.getByText('Up to date').waitFor();
  });
});

describe('the example', () => {
  scene('takes what a test sign-in brought, and becomes the same person', stage, still, async ({ page, tab }) => {
    const frame = await open(page);
    await frame.getByRole('link', { name: 'Kestrel Robotics' }).click();
    await frame.getByRole('button', { name: 'Make a test link' }).click();
    const window = await tab();
    await window.goto(await frame.getByLabel('Link for the test', { exact: true }).inputValue());
    await window.getByRole('button', { name: 'Start the test' }).click();
    await proveAtCompany(window, demoPeople.dev);
    await window.getByRole('heading', { name: 'The test worked' }).waitFor();
    await frame.getByText('The test worked. This person would get in.').waitFor();

    await frame.getByRole('button', { name: 'Take what the last test sign-in brought' }).click();
    const shown = frame.locator('dl[aria-label="Who that is here"]');
    await shown.getByText(/dev.*@kestrel\.example \(marked as verified\)/).waitFor();
    expect(await frame.locator('.example .message').count()).toBe(0);
    const understood = await frame.locator('dl[aria-label="How it is understood"]').innerText();
    for (const fact of ['Groups', 'Full name']) {
      const told = await shown
        .locator('div', { has: page.locator('dt', { hasText: fact }) })
        .locator('dd')
        .innerText();
      expect(understood).toContain(told);
    }
  });
});

describe('without a mouse', () => {
  scene('a provider is chosen and the form is reached', stage, still, async ({ page }) => {
    const frame = await open(page);
    await frame.getByRole('button', { name: 'Add identity provider' }).focus();
    await page.keyboard.press('Enter');
    await frame.getByLabel('Find your provider').waitFor();
    // The heading has the focus, so that it is read out; what comes next is the way through the page.
    for (const name of ['Find your provider', 'Okta']) {
      await page.keyboard.press('Tab');
      if ((await focused(page)) !== name) await page.keyboard.press('Tab');
      expect(await focused(page)).toBe(name);
    }
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/^OpenID Connect/);
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toMatch(/^SAML 2\.0/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await frame.getByRole('heading', { name: 'Basics' }).waitFor();
  });
});

/** The label of what has the focus inside the frame. */
function focused(page: Page): Promise<string> {
  return adminFrame(page)
    .locator(':focus')
    .evaluate((element) => {
      const { labels } = element as HTMLInputElement;
      return (labels?.[0]?.textContent ?? element.textContent ?? '').trim();
    });
}
