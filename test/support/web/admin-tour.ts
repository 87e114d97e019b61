/** A walk over every page of the app inside Jira; somebody looks at each of them. Ends with no provider left. */
import type { Demo } from '../demo.ts';
import { adminFrame, openAs } from './admin.ts';
import type { Look } from './customer-tour.ts';
import type { Visitor } from './visitor.ts';

export async function adminTour({ page }: Visitor, demo: Demo, look: Look): Promise<void> {
  const frame = adminFrame(page);
  const next = frame.getByRole('button', { name: 'Next' });
  const openTab = (name: string) => frame.getByRole('link', { name, exact: true }).click();
  await page.goto(demo.at.admin);
  await frame.getByText('Up to date').waitFor();
  await look('admin-providers', page);

  await frame.getByRole('button', { name: 'Add identity provider' }).click();
  await look('admin-add-provider-1-vendor', page);
  await frame.getByRole('radio', { name: 'Other OpenID Connect provider' }).check();
  await next.click();
  await next.click();
  await look('admin-add-provider-2-basics-refused', page);
  await frame.getByLabel('Name', { exact: true }).fill('Auk Fisheries');
  await frame.getByLabel('Issuer', { exact: true }).fill(demo.at.kestrel);
  await next.click();
  await frame.getByText('More options').click();
  await frame.getByRole('button', { name: 'Read the configuration' }).click();
  await frame.getByRole('heading', { name: 'What was read' }).waitFor();
  await look('admin-add-provider-3-register', page);
  await frame.getByRole('button', { name: 'Fill in these values' }).click();
  await frame.getByLabel('Client ID', { exact: true }).fill('auk');
  await frame.getByLabel('Client secret', { exact: true }).fill('auk-secret-of-the-demo');
  await next.click();
  await frame.getByRole('button', { name: 'Fill in a made-up example' }).click();
  await frame.getByText('ada@borealis.example (marked as verified)').waitFor();
  await look('admin-add-provider-4-people', page);
  await next.click();
  await frame.getByLabel('E-mail domains').fill('auk.example');
  await look('admin-add-provider-5-domains', page);
  await next.click();
  await frame.getByRole('button', { name: 'Test the provider' }).click();
  await frame.getByText('The provider answers as it should.').waitFor();
  await look('admin-add-provider-6-test', page);
  await openTab('Jira connection');
  await frame.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
  await look('admin-leave-without-saving', page);
  await frame.getByRole('button', { name: 'Discard and leave' }).click();

  await frame.getByRole('button', { name: 'Test', exact: true }).click();
  await frame.getByText('Everything the portal needs is allowed.').waitFor();
  await look('admin-jira', page);
  await frame.getByRole('button', { name: 'Replace the token' }).click();
  await frame.getByRole('dialog', { name: 'E-mail and API token' }).getByLabel('E-mail of the service account').fill('somebody');
  await frame.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await look('admin-jira-dialog-refused', page);
  await frame.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

  await openTab('Second factor');
  await frame.getByRole('radio', { name: 'Recommended' }).check();
  await frame.getByRole('button', { name: 'Make it my own' }).click();
  await look('admin-second-factor-rules', page);
  await openTab('Methods and networks');
  await frame.getByText('Sender set up').first().waitFor();
  await look('admin-second-factor-methods', page);
  await openTab('What would happen to …');
  await frame.getByRole('button', { name: 'Show what would happen' }).click();
  await frame.getByText('The rules that decide').waitFor();
  await look('admin-second-factor-foresee', page);
  await openTab('Who is asked');
  await frame.getByRole('button', { name: 'Cancel' }).first().click();
  await openTab('Help centre');
  await look('admin-help-centre', page);
  await openTab('Support');
  await frame.getByText('Keep messages for an hour').waitFor();
  await look('admin-support', page);

  await openTab('Applications');
  await frame.getByRole('link', { name: 'Harbour Wiki' }).waitFor();
  await look('admin-applications', page);
  await frame.getByRole('button', { name: 'Add application' }).click();
  await frame.getByText('Signs now').waitFor();
  await look('admin-add-application', page);
  await openTab('Applications');
  await frame.getByRole('link', { name: 'Harbour Wiki' }).click();
  await frame.getByRole('button', { name: 'Show what it is told' }).click();
  await frame.locator('.told').getByText('ada@borealis.example').first().waitFor();
  await look('admin-edit-application', page);

  await openTab('Identity providers');
  await frame.getByRole('link', { name: 'Borealis Shipping' }).click();
  await look('admin-edit-provider', page);
  await openTab('Identity providers');
  for (const name of ['Borealis Shipping', 'Kestrel Robotics']) {
    await frame.getByRole('button', { name: `Delete ${name}` }).click();
    if (name === 'Borealis Shipping') await look('admin-delete-provider', page);
    await frame.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await frame.getByText(`${name} was deleted.`).waitFor();
  }
  await look('admin-providers-none', page);

  await openAs(page, 'nora');
  await frame.getByRole('heading', { name: 'Only Jira administrators can do this' }).waitFor();
  await look('admin-denied', page);
}
