import { afterEach, expect, test } from '@jest/globals';
import { act, fireEvent, screen, within } from '@testing-library/react';
import type { ImportResult, SamlImport } from '../../contract/rpc/import.ts';
import { bridge } from '../support/bridge.ts';
import { aCertificate, anotherCertificate } from '../support/certificate.ts';
import { aSamlConnection } from '../support/connections.ts';
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

afterEach(closePage);

const found: SamlImport = {
  kind: 'saml',
  entityId: 'https://id.kestrel.example/saml',
  signOn: [
    { url: 'https://id.kestrel.example/saml/sso', binding: 'redirect' },
    { url: 'https://id.kestrel.example/saml/sso', binding: 'post' },
  ],
  logout: [{ url: 'https://id.kestrel.example/saml/slo', binding: 'post' }],
  certificates: [
    {
      pem: anotherCertificate,
      subject: 'id.kestrel.example',
      fingerprint: 'AA:BB',
      key: 'RSA, 2048 bits',
      from: Date.UTC(2026, 0, 1),
      until: Date.UTC(2026, 11, 1),
      daysLeft: 10,
    },
  ],
  wantsSignedRequests: true,
  nameIdFormats: [],
  validUntil: null,
  signatureChecked: false,
  notes: [{ kind: 'warning', text: 'The certificate ends soon.' }],
};

const anOidcImport: ImportResult = {
  kind: 'oidc',
  issuer: 'https://id.borealis.example/',
  authorization: 'https://id.borealis.example/a',
  token: 'https://id.borealis.example/t',
  jwks: 'https://id.borealis.example/k',
  userinfo: null,
  endSession: null,
  scopes: null,
  algorithms: ['HS256', 'ES256'],
  clientAuth: ['client_secret_post'],
  notes: [],
};

const answer = (result: ImportResult) => bridge.answers.set('connection.import', () => ok(result));
const editing = (connection = aSamlConnection()) =>
  openPage(`#/providers/edit/${connection.id}`, anOverview({ connections: [connection] }));

async function paste(text: string): Promise<void> {
  radio(/Pasted as text/);
  enter('Metadata as text', text);
  await press('Read the metadata');
}

/** Everything that is said about a field. */
const saidAt = (name: string): string =>
  (field(name).getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');

test('metadata is shown against the form, and filled in only when somebody says so', async () => {
  await editing();
  answer(found);
  enter('Metadata address', 'https://id.kestrel.example/metadata');
  await press('Read the metadata');
  expect(callsOf('connection.import')).toEqual([
    {
      wanted: {
        protocol: 'saml',
        source: { kind: 'address', url: 'https://id.kestrel.example/metadata' },
        entityId: null,
        signedBy: null,
      },
    },
  ]);
  const preview = screen.getByRole('region', { name: 'What was read' });
  expect(preview.textContent).toContain('https://id.kestrel.example/saml As in this form');
  for (const said of [
    'AA:BB',
    'RSA, 2048 bits',
    '10 days left',
    'The certificate ends soon.',
    'One certificate of this form is not in the metadata',
  ])
    expect(preview.textContent).toContain(said);
  expect(shownIn('Certificate for signatures')).toBe(aCertificate);

  await press('Fill in these values');
  expect(shownIn('Certificate for signatures').replaceAll('\r', '')).toBe(anotherCertificate);
  expect(shownIn('Sign-out address of the provider')).toBe('https://id.kestrel.example/saml/slo');
  expect(shownIn('Address of the metadata')).toBe('https://id.kestrel.example/metadata');
  expect(callsOf('connection.save')).toEqual([]);
  bridge.answers.set('connection.save', () => ok(anOverview()));
  await press('Save');
  expect(callsOf('connection.save')).toMatchObject([
    {
      connection: {
        certificates: [anotherCertificate],
        logout: { binding: 'post' },
        metadata: { url: 'https://id.kestrel.example/metadata', takeOver: 'certificates', signedBy: null },
      },
    },
  ]);
});

test('what was read can be discarded, and nothing has changed', async () => {
  await editing();
  answer(found);
  enter('Metadata address', 'https://id.kestrel.example/metadata');
  await press('Read the metadata');
  await press('Discard');
  expect(screen.queryByRole('region', { name: 'What was read' })).toBeNull();
  expect(shownIn('Certificate for signatures')).toBe(aCertificate);
});

test('what was read at one address does not stay under what is wrong with another', async () => {
  await openPage('#/providers/edit/borealis');
  const issuer = aConnection.issuer;
  answer(anOidcImport);
  await press('Read the configuration');
  expect(screen.getByRole('region', { name: 'What was read' })).toBeTruthy();
  enter('Issuer', 'https://other.example');
  expect(screen.queryByRole('region', { name: 'What was read' })).toBeNull();
  enter('Issuer', '');
  await press('Read the configuration');
  enter('Issuer', issuer);
  expect(screen.queryByRole('region', { name: 'What was read' })).toBeNull();
});

test('of several providers one is chosen', async () => {
  await editing();
  answer({
    kind: 'several',
    providers: [
      { entityId: 'urn:one', name: null },
      { entityId: 'urn:two', name: 'Two' },
    ],
  });
  await paste('<md:EntitiesDescriptor/>');
  radio(/Two/);
  answer({ ...found, entityId: 'urn:two' });
  await press('Read this provider');
  expect(callsOf('connection.import').at(-1)).toMatchObject({ wanted: { entityId: 'urn:two', source: { kind: 'text' } } });
  expect(screen.getByRole('region', { name: 'What was read' }).textContent).toContain('urn:two');
});

test('a spaced address is trimmed and that is said', async () => {
  await editing();
  enter('Metadata address', ' https://id.kestrel.example/metadata ');
  expect(shownIn('Metadata address')).toBe('https://id.kestrel.example/metadata');
  expect(saidAt('Metadata address')).toContain('Spaces around the address were removed.');
});

test.each([
  ['file:///etc/passwd', 'This is a file on your computer'],
  ['javascript:alert(1)', 'runs code in a browser'],
  ['id.kestrel.example', 'An address begins with https://'],
  ['https://ada:word@id.kestrel.example/', 'a user name or a password'],
  ['', 'Enter what is to be read.'],
])('the address %s is refused beside its field, and nobody is asked', async (url, words) => {
  await editing();
  enter('Metadata address', url);
  await press('Read the metadata');
  expect(saidAt('Metadata address')).toContain(words);
  expect(callsOf('connection.import')).toEqual([]);
});

test.each([
  ['http://id.kestrel.example/metadata', 'not protected (http)'],
  ['https://10.0.0.1/metadata', 'a machine of an inner network'],
  ['https://idp/metadata', 'a machine of an inner network'],
])('of the address %s the page says what to expect', async (url, words) => {
  await editing();
  enter('Metadata address', url);
  expect(saidAt('Metadata address')).toContain(words);
});

test.each([
  ['a sign-in page', '<!DOCTYPE html><html></html>', 'This is a web page'],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', 'it has left its home'],
  ['nothing', '  ', 'Enter what is to be read.'],
  ['too much', `<a>${'x'.repeat(200_001)}</a>`, 'a few kilobytes'],
])('%s for metadata is told beside the field, and nobody is asked', async (_what, text, words) => {
  await editing();
  await paste(text);
  expect(saidAt('Metadata as text')).toContain(words);
  expect(callsOf('connection.import')).toEqual([]);
});

test('a file of 50 MB is not even opened', async () => {
  await editing();
  radio(/In a file/);
  const file = Object.defineProperty(new File(['x'], 'federation.xml'), 'size', { value: 50_000_000 });
  await act(async () => void fireEvent.change(field('Metadata file'), { target: { files: [file] } }));
  expect(saidAt('Metadata file')).toContain('This file has 48 MB.');
});

test('a refusal of the broker is named, and what was typed stays', async () => {
  await editing();
  bridge.answers.set('connection.import', () =>
    refused('import_redirected', [{ path: '/url', message: 'It leads to https://elsewhere.example/' }]),
  );
  enter('Name', 'Half typed');
  enter('Metadata address', 'https://id.kestrel.example/metadata');
  await press('Read the metadata');
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain('The address leads on to another one');
  expect(alert.textContent).toContain('It leads to https://elsewhere.example/');
  expect(shownIn('Name')).toBe('Half typed');
  expect(shownIn('Metadata address')).toBe('https://id.kestrel.example/metadata');
  expect(shownIn('Certificate for signatures')).toBe(aCertificate);
});

test('a private key in the field of a certificate is told at once, and is sent nowhere', async () => {
  await editing();
  enter('Certificate for signatures', '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----');
  expect(saidAt('Certificate for signatures')).toContain('make a new one at the provider');
  expect(screen.getByRole('button', { name: 'Test the provider' }).hasAttribute('disabled')).toBe(true);
  await press('Save');
  expect(callsOf('connection.save')).toEqual([]);
  expect(document.activeElement).toBe(field('Certificate for signatures'));
});

test('two certificates in one go get a field each', async () => {
  await editing();
  enter('Certificate for signatures', `${aCertificate}\n${anotherCertificate}`);
  expect(shownIn('Certificate for signatures')).toBe(aCertificate);
  expect(shownIn('Certificate 2')).toBe(anotherCertificate);
  expect(saidAt('Certificate for signatures')).toContain('Ends on Oct 28, 2126');
  await press('Remove Certificate 2');
  expect(screen.queryByLabelText('Certificate 2')).toBeNull();
});

test('a secret with a line break in it is not taken, and one around it goes', async () => {
  await openPage('#/providers/edit/borealis', anOverview({ connections: [aConnection] }));
  const pasting = (text: string) =>
    act(async () => void fireEvent.paste(field('Client secret'), { clipboardData: { getData: () => text } }));
  await pasting('first\nsecond');
  expect(shownIn('Client secret')).toBe('');
  expect(saidAt('Client secret')).toContain('a line break in the middle');
  await pasting('secret\n');
  expect(shownIn('Client secret')).toBe('secret');
  expect(saidAt('Client secret')).toContain('was removed');
});

test('the configuration of an OpenID provider is read by its issuer, and gives way where it offers other things', async () => {
  await openPage('#/providers/edit/borealis', anOverview({ connections: [aConnection] }));
  answer(anOidcImport);
  await press('Read the configuration');
  expect(callsOf('connection.import')).toEqual([{ wanted: { protocol: 'oidc', issuer: 'https://id.borealis.example' } }]);
  const preview = screen.getByRole('region', { name: 'What was read' });
  expect(within(preview).getByText('In this form: https://id.borealis.example')).toBeTruthy();
  await press('Fill in these values');
  expect(shownIn('Issuer')).toBe('https://id.borealis.example/');
  expect(shownIn('Signature of ID tokens')).toBe('ES256');
  expect(shownIn('How Gatehouse proves itself to the provider')).toBe('client_secret_post');
});
