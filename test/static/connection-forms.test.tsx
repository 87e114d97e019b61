import { afterEach, expect, test } from '@jest/globals';
import { fireEvent, screen, within } from '@testing-library/react';
import { samlDefaults } from '../../contract/presets/defaults.ts';
import { okta } from '../../contract/presets/okta.ts';
import { bridge } from '../support/bridge.ts';
import { aCertificate } from '../support/certificate.ts';
import { anOAuth2Connection, aParty, aSamlConnection } from '../support/connections.ts';
import { aConnection, anOverview, callsOf, closePage, enter, field, ok, openPage, press, radio, shownIn } from './support/admin-page.tsx';

afterEach(closePage);

const adding = () => openPage('#/providers/add', anOverview({ connections: [] }));
const names = (): (string | null)[] =>
  within(screen.getByRole('list', { name: 'Steps' }))
    .getAllByRole('listitem')
    .map((item) => item.textContent);
const copies = (): string[] =>
  screen
    .getAllByRole('button', { name: /^Copy (Our|Redirect|Address)/ })
    .map((button) => button.getAttribute('aria-label')?.replace('Copy ', '') ?? '');
const saves = () => bridge.answers.set('connection.save', () => ok(anOverview()));

test('a vendor that speaks both protocols can be set up by SAML, by hand, with its own names for the values', async () => {
  await adding();
  radio(/^SAML 2.0/);
  await press('Next');
  enter('Name', 'Borealis');
  await press('Next');
  expect(field('Entity ID of the provider').getAttribute('aria-describedby')).toBeTruthy();
  expect(screen.getAllByText(/^Okta calls it “/).length).toBeGreaterThan(2);
  await press('Next');
  expect(document.activeElement).toBe(field('Entity ID of the provider'));
  enter('Entity ID of the provider', 'http://www.okta.com/exk1');
  enter('Sign-in address of the provider', 'https://borealis.okta.com/app/sso/saml');
  enter('Certificate for signatures', aCertificate);
  await press('Next');
  await press('Next');
  enter('E-mail domains', 'borealis.example');
  await press('Next');
  saves();
  await press('Save identity provider');
  const variant = okta.variants.find(({ protocol }) => protocol === 'saml');
  expect(callsOf('connection.save')).toEqual([
    {
      expectRevision: 3,
      create: true,
      connection: {
        ...(variant?.protocol === 'saml' ? variant.defaults : samlDefaults),
        id: 'borealis',
        protocol: 'saml',
        preset: 'okta',
        name: 'Borealis',
        enabled: true,
        entityId: 'http://www.okta.com/exk1',
        signOn: { url: 'https://borealis.okta.com/app/sso/saml', binding: 'redirect' },
        logout: null,
        certificates: [aCertificate],
        metadata: null,
        domains: { mode: 'list', list: ['borealis.example'] },
      },
    },
  ]);
});

test('GitHub needs a client and a secret, and nothing else', async () => {
  await adding();
  radio(/^GitHub$/);
  await press('Next');
  enter('Name', 'GitHub');
  await press('Next');
  enter('Client ID', 'abc');
  enter('Client secret', 'word');
  await press('Next');
  await press('Next');
  enter('E-mail domains', 'github.example');
  await press('Next');
  saves();
  await press('Save identity provider');
  expect(callsOf('connection.save')).toMatchObject([
    {
      connection: {
        protocol: 'oauth2',
        authorizationUrl: 'https://github.com/login/oauth/authorize',
        emailsUrl: 'https://api.github.com/user/emails',
        clientId: 'abc',
        newClientSecret: 'word',
        emailVerified: null,
      },
    },
  ]);
});

test('a code by e-mail has fewer steps', async () => {
  await adding();
  radio(/^Code by e-mail/);
  expect(names()).toEqual(['Provider', 'Basics', 'Prepare', 'Domains', 'Test and save']);
  await press('Next');
  enter('Name', 'Guests');
  await press('Next');
  expect(screen.queryByLabelText('Client ID')).toBeNull();
  await press('Next');
  enter('E-mail domains', 'guests.example');
  await press('Next');
  saves();
  await press('Save identity provider');
  expect(callsOf('connection.save')).toEqual([
    {
      expectRevision: 3,
      create: true,
      connection: {
        id: 'guests',
        protocol: 'email-code',
        preset: 'email-code',
        name: 'Guests',
        enabled: true,
        domains: { mode: 'list', list: ['guests.example'] },
      },
    },
  ]);
});

test('only values that exist are offered to be copied', async () => {
  await openPage('#/providers/edit/borealis');
  expect(copies()).toEqual(['Redirect address', 'Address after signing out there']);
  enter('How Gatehouse proves itself to the provider', 'private_key_jwt');
  for (const box of [/may begin a sign-in/, /may end sessions/]) fireEvent.click(screen.getByRole('checkbox', { name: box }));
  expect(screen.getByRole('button', { name: 'Copy Our public keys (jwks_uri)' })).toBeTruthy();
  expect(copies()).toHaveLength(5);
  expect(shownIn('Address for back-channel logout')).toBe('https://acme-login.example/backchannel/borealis');
});

test('our metadata is downloaded as the broker makes it of what is in the form, saved or not', async () => {
  await openPage('#/providers/edit/kestrel', anOverview({ connections: [aSamlConnection()] }));
  const files: { name: string; text: Promise<string> }[] = [];
  const blobs: Blob[] = [];
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => {
      blobs.push(blob);
      return 'blob:x';
    },
    revokeObjectURL: () => undefined,
  });
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    files.push({ name: this.download, text: Promise.resolve('') });
  };
  bridge.answers.set('connection.metadata', () => ok({ xml: '<md:EntityDescriptor/>' }));
  enter('Encrypted assertions', 'never');
  await press('Download our metadata');
  HTMLAnchorElement.prototype.click = click;
  expect(callsOf('connection.metadata')).toEqual([
    { id: 'kestrel', signRequests: true, signed: 'either', encryption: 'never', nameIdFormat: 'persistent' },
  ]);
  expect(files.map(({ name }) => name)).toEqual(['gatehouse-kestrel-metadata.xml']);
  expect(blobs.map(({ size }) => size)).toEqual(['<md:EntityDescriptor/>'.length]);
  expect(screen.getByRole('link', { name: /Open our metadata address/ })).toBeTruthy();
});

test('while the broker does not say where it is, nothing is offered that might be wrong', async () => {
  await openPage('#/providers/edit/kestrel', anOverview({ connections: [aSamlConnection()], addresses: null }));
  expect(screen.queryByRole('button', { name: /^Copy/ })).toBeNull();
  expect(screen.getByText(/our values cannot be shown/)).toBeTruthy();
});

test('the primary provider has a badge, and another can take its place', async () => {
  const portal = { ...anOverview().portal, primaryConnection: 'borealis' };
  await openPage('#/providers', anOverview({ connections: [aConnection, aSamlConnection()], portal }));
  const [first] = within(screen.getByRole('list', { name: 'Identity providers' })).getAllByRole('listitem');
  expect(first?.textContent).toContain('Primary');
  bridge.answers.set('portal.save', () => ok(anOverview()));
  await press('Make primary: kestrel');
  expect(callsOf('portal.save')).toEqual([{ expectRevision: 3, portal: { ...portal, primaryConnection: 'kestrel' } }]);
  expect(screen.getByText(/are sent to kestrel without being asked/)).toBeTruthy();
});

test('what depends on a provider is named instead of deleting it', async () => {
  const portal = { ...anOverview().portal, primaryConnection: 'borealis' };
  const parties = [aParty({ name: 'Wiki', connections: ['borealis'], primaryConnection: 'borealis' }), aParty({ id: 'other' })];
  await openPage('#/providers', anOverview({ portal, parties }));
  await press('Delete Borealis Shipping');
  const dialog = screen.getByRole('dialog', { name: 'Borealis Shipping is still used' });
  expect(within(dialog).getAllByRole('listitem')).toHaveLength(3);
  expect(within(dialog).queryByRole('button', { name: 'Delete' })).toBeNull();
  await press('Close', dialog);
  expect(callsOf('connection.remove')).toEqual([]);
});

test('the list tests a stored connection and shows its values without its form', async () => {
  const { clientSecret: _, ...github } = anOAuth2Connection();
  await openPage('#/providers', anOverview({ connections: [{ ...github, clientSecretSetAt: 1 }] }));
  await press('Our values for github');
  expect(shownIn('Redirect address')).toBe('https://acme-login.example/callback/github');
  await press('Close');
  await press('Test github');
  bridge.answers.set('connection.test', () => ok({ ok: true, checks: [] }));
  await press('Test the provider');
  expect(callsOf('connection.test')).toMatchObject([{ connection: { id: 'github', newClientSecret: null } }]);
});
