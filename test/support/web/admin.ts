/** What a Jira administrator does on the pages of the app inside Jira. */
import type { FrameLocator, Page } from 'playwright-core';

export interface ProviderToAdd {
  readonly name: string;
  readonly shortName: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  readonly groupsClaim: string;
  readonly domain: string;
}

/** The app's page in its frame. */
export function adminFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Gatehouse"]');
}

/** *Jira connection*, by the dialog for e-mail and API token: tested, then saved. */
export async function connectJira(page: Page, jira: { siteUrl: string; email: string; token: string; expiresOn: string }): Promise<void> {
  const frame = adminFrame(page);
  await frame.getByRole('link', { name: 'Jira connection' }).click();
  await frame.getByRole('button', { name: 'Enter e-mail and API token' }).click();
  const dialog = frame.getByRole('dialog', { name: 'E-mail and API token' });
  await dialog.getByLabel('Address of the Jira site').fill(jira.siteUrl);
  await dialog.getByLabel('E-mail of the service account').fill(jira.email);
  await dialog.getByLabel('API token', { exact: true }).fill(jira.token);
  await dialog.getByLabel('Expiry date of the token').fill(jira.expiresOn);
  await dialog.getByRole('button', { name: 'Test before saving' }).click();
  await dialog.getByText('Everything the portal needs is allowed.').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('The API token was saved.').waitFor();
}

/** *Identity providers*, step by step, by the preset for any provider. */
export async function addProvider(page: Page, provider: ProviderToAdd): Promise<void> {
  const frame = adminFrame(page);
  const next = frame.getByRole('button', { name: 'Next' });
  await frame.getByRole('link', { name: 'Identity providers' }).click();
  await frame.getByRole('button', { name: 'Add identity provider' }).click();
  await frame.getByRole('radio', { name: 'Other OpenID Connect provider' }).check();
  await next.click();

  await frame.getByLabel('Name', { exact: true }).fill(provider.name);
  await frame.getByLabel('Short name', { exact: true }).fill(provider.shortName);
  await frame.getByLabel('Issuer', { exact: true }).fill(provider.issuer);
  await next.click();

  await frame.getByLabel('Client ID', { exact: true }).fill(provider.clientId);
  await frame.getByLabel('Client secret', { exact: true }).fill(provider.clientSecret);
  await frame.getByText('More options').click();
  await frame.getByLabel('Scopes', { exact: true }).fill(provider.scopes);
  await next.click();

  await frame.getByLabel('Claim for groups').fill(provider.groupsClaim);
  await next.click();

  await frame.getByLabel('E-mail domains').fill(provider.domain);
  await next.click();

  await frame.getByRole('button', { name: 'Test the provider' }).click();
  await frame.getByText('The provider answers as it should.').waitFor();
  await frame.getByRole('button', { name: 'Save identity provider' }).click();
  await frame.getByText(`${provider.name} was added.`).waitFor();
}

/** What the strip above the pages says is saved and is live, in one text. */
export async function savedAndLive(page: Page): Promise<{ saved: string; live: string }> {
  const facts = adminFrame(page).getByRole('region', { name: 'What is saved and what is live' }).locator('dd');
  const [saved = '', live = ''] = await facts.allInnerTexts();
  const revision = (text: string) => /^(Revision \d+|Nothing \w+ yet|Not known)/.exec(text)?.[1] ?? text;
  return { saved: revision(saved), live: revision(live) };
}

/** Who opens the page, by the switch in the frame around it. */
export async function openAs(page: Page, user: string): Promise<void> {
  await page.getByLabel('Signed in as').selectOption(user);
  await page.waitForURL(new RegExp(`[?&]user=${user}$`));
}
