import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { oidcDefaults } from '../../contract/presets/defaults.ts';
import { bridge } from '../support/bridge.ts';
import {
  aConnection,
  anOverview,
  callsOf,
  closePage,
  enter,
  field,
  ok,
  openPage,
  press,
  radio,
  refused,
  shownIn,
} from './support/admin-page.tsx';

beforeEach(() => openPage('#/providers/add'));
afterEach(closePage);

const step = (): string | null => screen.getByRole('list', { name: 'Steps' }).querySelector('[aria-current="step"]')?.textContent ?? null;

async function toRegister(): Promise<void> {
  radio(/Keycloak/);
  await press('Next');
  enter('Name', 'Cirrus Air');
  enter('Address of the server', 'https://sso.cirrus.example');
  enter('Realm', 'people');
  await press('Next');
}

async function toCheck(): Promise<void> {
  await toRegister();
  enter('Client ID', 'gatehouse');
  enter('Client secret', 's3cret');
  await press('Next');
  await press('Next');
  enter('E-mail domains', 'Cirrus.example\n@cirrus.test, cirrus.example');
  await press('Next');
}

test('walking through all steps saves a connection made of preset and answers', async () => {
  await toCheck();
  expect(step()).toBe('Test and save');
  bridge.answers.set('connection.save', () =>
    ok(anOverview({ connections: [aConnection, { ...aConnection, id: 'cirrus-air', name: 'Cirrus Air' }] })),
  );
  await press('Save identity provider');
  expect(callsOf('connection.save')).toEqual([
    {
      expectRevision: 3,
      create: true,
      connection: {
        id: 'cirrus-air',
        protocol: 'oidc',
        preset: 'keycloak',
        name: 'Cirrus Air',
        enabled: true,
        issuer: 'https://sso.cirrus.example/realms/people',
        clientId: 'gatehouse',
        newClientSecret: 's3cret',
        ...oidcDefaults,
        mapping: { ...oidcDefaults.mapping, groups: 'groups' },
        domains: { mode: 'list', list: ['cirrus.example', 'cirrus.test'] },
      },
    },
  ]);
  expect(screen.getByText('Cirrus Air was added.')).toBeTruthy();
  expect(document.activeElement?.textContent).toBe('Identity providers');
});

test('the list of providers narrows by any name of one, and says what is chosen', () => {
  const offered = () =>
    within(screen.getByRole('group', { name: 'Providers' }))
      .getAllByRole('radio')
      .map((choice) => choice.parentElement?.textContent?.trim());
  expect(offered()).toEqual(expect.arrayContaining(['Okta', 'PingOne', 'GitHub', 'Other OpenID Connect provider', 'Code by e-mail']));
  const open = ['Other SAML provider', 'Other OpenID Connect provider', 'Other OAuth 2.0 provider'];
  enter('Find your provider', 'azure');
  expect(offered()).toEqual(['Microsoft Entra ID', ...open]);
  expect(screen.getByText('Chosen: Okta')).toBeTruthy();
  expect(screen.queryByText(/No provider of that name/)).toBeNull();
  enter('Find your provider', 'zzz');
  expect(offered()).toEqual(open);
  expect(screen.getByText(/No provider of that name/)).toBeTruthy();
});

test('a step with mistakes stays, says each next to its field, and the first gets the focus', async () => {
  await press('Next');
  await press('Next');
  expect(step()).toBe('Basics');
  expect(document.activeElement).toBe(field('Name'));
  for (const name of ['Name', 'Short name', 'Okta domain']) {
    const described =
      field(name)
        .getAttribute('aria-describedby')
        ?.split(' ')
        .map((id) => document.getElementById(id)?.textContent) ?? [];
    expect(field(name).getAttribute('aria-invalid')).toBe('true');
    expect(described.join(' ')).toMatch(/Enter|Use/);
  }
  enter('Name', 'Cirrus');
  expect(field('Name').getAttribute('aria-invalid')).not.toBe('true');
  expect(screen.queryByText('Enter a name of at most 80 characters.')).toBeNull();
});

test('the redirect address with the short name can be copied before anything is saved', async () => {
  await toRegister();
  expect(shownIn('Redirect address')).toBe('https://acme-login.example/callback/cirrus-air');
  // As Keycloak calls it, in the step where it is entered.
  expect(shownIn('Valid redirect URIs')).toBe('https://acme-login.example/callback/cirrus-air');
  expect(screen.getByRole('button', { name: 'Copy Redirect address' })).toBeTruthy();
});

test('a short name that was typed no longer follows the name', async () => {
  await press('Next');
  enter('Name', 'Ünïted Ship & Co.');
  expect(shownIn('Short name')).toBe('united-ship-co');
  enter('Short name', 'usc');
  enter('Name', 'Another');
  expect(shownIn('Short name')).toBe('usc');
});

test('what was typed survives walking back', async () => {
  await toCheck();
  for (let back = 0; back < 4; back++) await press('Back');
  expect(step()).toBe('Basics');
  expect(shownIn('Name')).toBe('Cirrus Air');
  await press('Next');
  expect(shownIn('Client secret')).toBe('s3cret');
});

test('a mistake that only the backend sees leads back to its step and field', async () => {
  await toCheck();
  const message = '"cirrus.example" is claimed by the connection "borealis" already';
  bridge.answers.set('connection.save', () => refused('settings_invalid', [{ path: '/connection/domains/list/0', message }]));
  await press('Save identity provider');
  expect(step()).toBe('Domains');
  expect(screen.getByText(`${message}.`)).toBeTruthy();
  expect(document.activeElement).toBe(field('E-mail domains'));
});

test('a short name and a domain that another provider has are told in their own steps, by its name', async () => {
  await press('Next');
  enter('Okta domain', 'borealis.okta.com');
  enter('Name', 'Borealis');
  await press('Next');
  expect(step()).toBe('Basics');
  expect(screen.getByText('“Borealis Shipping” has this short name already. Choose another one.')).toBeTruthy();
  enter('Name', 'Cirrus');
  expect(screen.queryByText(/has this short name already/)).toBeNull();
  await press('Next');
  enter('Client ID', 'gatehouse');
  enter('Client secret', 's3cret');
  await press('Next');
  await press('Next');
  enter('E-mail domains', 'cirrus.example borealis.example');
  await press('Next');
  expect(step()).toBe('Domains');
  expect(screen.getByText(/“borealis.example” belongs to “Borealis Shipping” already/)).toBeTruthy();
  enter('E-mail domains', 'cirrus.example');
  await press('Next');
  expect(step()).toBe('Test and save');
});

test('what was refused is not said any longer once it is corrected', async () => {
  await toCheck();
  bridge.answers.set('connection.save', () =>
    refused('settings_invalid', [{ path: '/connection/domains/list/0', message: 'this is taken' }]),
  );
  await press('Save identity provider');
  expect(screen.getByText('Some entries need another look')).toBeTruthy();
  enter('E-mail domains', 'other.example');
  expect(screen.queryByText('Some entries need another look')).toBeNull();
});

test('a public mail service is no company: it is warned of, and nothing is refused', async () => {
  await toCheck();
  await press('Back');
  enter('E-mail domains', 'cirrus.example gmail.com yahoo.co.uk');
  expect(screen.getByText(/^Anybody can get an address at gmail.com, yahoo.co.uk/)).toBeTruthy();
  await press('Next');
  expect(step()).toBe('Test and save');
});

test('domains to be proven are said on saving', async () => {
  await toCheck();
  await press('Back');
  radio(/The company proves it/);
  await press('Next');
  bridge.answers.set('connection.save', () => ok(anOverview()));
  await press('Save identity provider');
  expect(screen.getByText(/No new person of cirrus.example, cirrus.test gets in until the TXT record is found/)).toBeTruthy();
});

test('no mark of a value that is missing stands in the guide', async () => {
  radio(/^Other OpenID Connect provider/);
  await press('Next');
  enter('Name', 'Cirrus');
  enter(/^Issuer/, 'https://id.cirrus.example');
  await press('Next');
  const guide = screen.getByRole('list', { name: 'Steps at the provider' });
  expect(guide.textContent).toContain('The issuer is https://id.cirrus.example');
  expect(guide.textContent).not.toMatch(/\{\w+\}/);
});

test('by SAML our values stand once, under the names of the guide', async () => {
  radio(/^Other SAML provider/);
  await press('Next');
  enter('Name', 'Cirrus');
  await press('Next');
  expect(shownIn('Entity ID (audience)')).toContain('/saml/');
  expect(screen.queryByLabelText('Our entity ID')).toBeNull();
  expect(screen.getByRole('button', { name: 'Download our metadata' })).toBeTruthy();
});

test('a taken short name is told at the short name', async () => {
  await toCheck();
  bridge.answers.set('connection.save', () =>
    refused('connection_exists', [{ path: '/connection/id', message: 'This short name is taken.' }]),
  );
  await press('Save identity provider');
  expect(step()).toBe('Basics');
  expect(document.activeElement).toBe(field('Short name'));
});

test('when somebody else saved first, the entries stay and can be saved on top', async () => {
  await toCheck();
  bridge.answers.set('connection.save', () => refused('settings_changed_meanwhile'));
  await press('Save identity provider');
  expect(screen.getByText('Somebody else saved in the meantime')).toBeTruthy();
  bridge.answers.set('overview.load', () => ok(anOverview({ saved: { revision: 4, at: 1, by: 'Bea' } })));
  await press('Load what is saved now and keep my entries');
  bridge.answers.set('connection.save', () => ok(anOverview()));
  await press('Save identity provider');
  expect(callsOf('connection.save').at(-1)).toMatchObject({
    expectRevision: 4,
    connection: { name: 'Cirrus Air', newClientSecret: 's3cret' },
  });
});

test('the test shows what was found, until the issuer is another', async () => {
  await toCheck();
  const checks = [
    { name: 'Discovery', ok: true, text: 'Read.' },
    { name: 'PKCE', ok: false, text: 'Not offered.' },
  ];
  bridge.answers.set('connection.test', () => ok({ ok: false, checks }));
  await press('Test the provider');
  expect(callsOf('connection.test')).toMatchObject([
    { connection: { issuer: 'https://sso.cirrus.example/realms/people', newClientSecret: 's3cret' } },
  ]);
  expect(screen.getByText('Not offered.')).toBeTruthy();
  expect(screen.getByRole('list', { name: 'Test the provider' }).textContent).toContain('Failed: PKCE');
});

test('a domain that is none is named', async () => {
  await toRegister();
  enter('Client ID', 'gatehouse');
  enter('Client secret', 's3cret');
  await press('Next');
  await press('Next');
  enter('E-mail domains', 'cirrus.example no_domain');
  await press('Next');
  expect(screen.getByText('“no_domain” is not an e-mail domain. Write it as borealis.example.')).toBeTruthy();
});

test('a provider that is its own authority needs a list of domains', async () => {
  await toRegister();
  enter('Client ID', 'gatehouse');
  enter('Client secret', 's3cret');
  await press('Next');
  await press('Next');
  radio(/Any address/);
  radio(/is the authority/);
  await press('Next');
  expect(step()).toBe('Domains');
  expect(screen.getByText(/This needs a list of domains/)).toBeTruthy();
});
