import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { act, fireEvent, screen, within } from '@testing-library/react';
import type { Overview } from '../../contract/rpc/admin.ts';
import type { ApplicationValues, ImportedApplication, ReleasePreview } from '../../contract/rpc/applications.ts';
import type { Party } from '../../contract/settings/party.ts';
import { bridge } from '../support/bridge.ts';
import { aCertificate } from '../support/certificate.ts';
import { aParty, aSamlConnection } from '../support/connections.ts';
import {
  aConnection,
  anOverview,
  callsOf,
  closePage,
  enter,
  field,
  follow,
  ok,
  openPage,
  press,
  radio,
  refused,
  shownIn,
} from './support/admin-page.tsx';

const certificate = {
  pem: aCertificate,
  subject: 'acme-login.example',
  fingerprint: 'AA:BB',
  key: 'RSA, 2048 bits',
  from: Date.UTC(2026, 0, 1),
  until: Date.UTC(2036, 0, 1),
  daysLeft: 3000,
};
const values: ApplicationValues = {
  certificates: [
    { ...certificate, role: 'signs' },
    { ...certificate, fingerprint: 'CC:DD', role: 'next' },
  ],
  metadata: null,
};
const found: ImportedApplication = {
  entityId: 'https://wiki.example/saml',
  acs: ['https://wiki.example/acs', 'https://wiki.example/acs/2'],
  logout: { url: 'https://wiki.example/slo', binding: 'post' },
  certificates: [certificate],
  encryptTo: null,
  signsRequests: true,
  wantsSignedAssertions: true,
  nameIdFormats: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
  validUntil: null,
  signatureChecked: false,
  notes: [{ kind: 'info', text: 'It was not checked who wrote it.' }],
};
const preview: ReleasePreview = {
  refused: null,
  format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  nameId: { name: null, value: 'email', values: ['ada@borealis.example'], withheld: null },
  attributes: [
    { name: 'mail', value: 'email', values: ['ada@borealis.example'], withheld: null },
    { name: 'groups', value: 'groups', values: null, withheld: 'too-many' },
  ],
};

const wiki = aParty({ name: 'Company wiki' });
const withParties = (...parties: Party[]): Overview => anOverview({ parties });

beforeEach(() => {
  bridge.answers.set('party.values', () => ok(values));
});
afterEach(closePage);

describe('the list of applications', () => {
  test('tells kind, people, second factor, certificate and sign-out of each', async () => {
    const guard = aParty({
      id: 'guard',
      preset: 'guard-customers',
      name: 'Native help centre',
      enabled: false,
      connections: ['borealis'],
      policy: { preset: 'everybody' },
      certificates: [aCertificate],
      logout: { url: 'https://x.example/slo', binding: 'redirect' },
    });
    await openPage('#/applications', withParties(wiki, guard));
    const [first, second] = within(screen.getByRole('list', { name: 'Applications' })).getAllByRole('listitem');
    expect(first?.textContent).toContain('Any SAML application · People of every connection');
    expect(first?.textContent).toContain('Second factor as everywhere: always · Requests are not checked · No sign-out address');
    expect(second?.textContent).toContain('Off');
    expect(second?.textContent).toContain('Atlassian Guard, portal-only customers · People of Borealis Shipping');
    expect(second?.textContent).toMatch(/Second factor always · Its certificate ends in \d+ days · Signs out together/);
  });

  test('warns of a certificate that ends', async () => {
    const real = Date.now;
    Date.now = () => Date.UTC(2126, 9, 10);
    try {
      await openPage('#/applications', withParties(aParty({ certificates: [aCertificate] })));
      expect(screen.getByText(/Its certificate ends in 18 days/).className).toContain('warning');
    } finally {
      Date.now = real;
    }
  });

  test('is explained while it is empty', async () => {
    await openPage('#/applications');
    expect(screen.getByRole('heading', { name: 'No application yet' })).toBeTruthy();
    await press('Add application');
    expect(screen.getByRole('heading', { name: 'Add application' })).toBeTruthy();
  });

  test('turns one off, and says what that means', async () => {
    await openPage('#/applications', withParties(wiki));
    bridge.answers.set('party.save', () => ok(withParties({ ...wiki, enabled: false })));
    await press('Turn off Company wiki');
    expect(callsOf('party.save')).toEqual([{ expectRevision: 3, create: false, party: { ...wiki, enabled: false } }]);
    expect(screen.getByText('Company wiki is off: nobody can sign in to it.')).toBeTruthy();
  });

  test('asks before deleting, says what goes with it, and brings back', async () => {
    await openPage('#/applications', withParties(wiki, aParty({ id: 'guard', preset: 'guard-users', name: 'Guard' })));
    await press('Delete Guard');
    expect(screen.getByRole('dialog').textContent).toContain('turn single sign-on off there first');
    await press('Cancel', screen.getByRole('dialog'));
    await press('Delete Company wiki');
    expect(screen.getByRole('dialog').textContent).toContain('its own rules for a second factor go with it');
    const deleted = [{ kind: 'party' as const, id: 'wiki', name: 'Company wiki', at: Date.UTC(2026, 10, 21) }];
    bridge.answers.set('party.remove', () => ok(anOverview({ deleted, saved: { revision: 4, at: 1, by: null } })));
    await press('Delete', screen.getByRole('dialog'));
    expect(callsOf('party.remove')).toEqual([{ expectRevision: 3, id: 'wiki' }]);
    bridge.answers.set('party.restore', () => ok(withParties(wiki)));
    await press('Bring back Company wiki');
    expect(callsOf('party.restore')).toEqual([{ expectRevision: 4, id: 'wiki' }]);
    expect(screen.getByText('Company wiki is back.')).toBeTruthy();
  });

  test('shows why a change was refused', async () => {
    await openPage('#/applications', withParties(wiki));
    bridge.answers.set('party.save', () => refused('party_unknown'));
    await press('Turn off Company wiki');
    expect(screen.getByRole('alert').textContent).toContain('This application does not exist any more');
  });

  test('does not know one that is gone', async () => {
    await openPage('#/applications/edit/gone', withParties(wiki));
    expect(screen.getByText('This application does not exist any more.')).toBeTruthy();
    await follow('All applications');
    expect(screen.getByText('Company wiki')).toBeTruthy();
  });
});

describe('adding an application', () => {
  test('of Atlassian Guard asks by Atlassian’s words, and always names people by their address', async () => {
    await openPage('#/applications/add');
    expect(screen.getAllByText('What kind of application is it?').map(({ tagName }) => tagName)).toEqual(['LEGEND']);
    enter('Name', 'Native help centre');
    expect(shownIn('Short name')).toBe('native-help-centre');
    enter('Service provider entity URL', 'https://auth.atlassian.com/saml/1');
    enter('Service provider assertion consumer service URL', 'https://auth.atlassian.com/login/callback?connection=saml-1');
    expect(screen.queryByLabelText('Form of the name (NameID format)')).toBeNull();
    expect(shownIn('Identity provider SSO URL')).toBe('https://acme-login.example/saml/sso');
    bridge.answers.set('party.save', () => ok(anOverview()));
    await press('Save application');
    expect(callsOf('party.save')).toEqual([
      {
        expectRevision: 3,
        create: true,
        party: expect.objectContaining({
          id: 'native-help-centre',
          preset: 'guard-customers',
          acs: ['https://auth.atlassian.com/login/callback?connection=saml-1'],
          nameId: { format: 'email', value: 'email' },
          connections: null,
          policy: null,
        }),
      },
    ]);
    expect(screen.getByText('Native help centre was added.')).toBeTruthy();
  });

  test('keeps what was typed when the kind is changed, and takes the defaults of the other', async () => {
    await openPage('#/applications/add');
    enter('Name', 'Wiki');
    radio(/Any SAML application/);
    expect(shownIn('Name')).toBe('Wiki');
    expect(shownIn('Form of the name (NameID format)')).toBe('persistent');
    expect(shownIn('Name of attribute 1')).toBe('email');
  });

  test('says every mistake beside its field, and sends nothing', async () => {
    await openPage('#/applications/add');
    radio(/Any SAML application/);
    enter('Addresses for answers (ACS)', 'nowhere');
    enter('Certificates of the application', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----');
    await press('Save application');
    expect(document.activeElement).toBe(field('Name'));
    expect(screen.getAllByText('Enter a value.').length).toBe(3);
    expect(screen.getByText(/^Enter whole addresses such as/)).toBeTruthy();
    expect(screen.getByText(/Is a private key, which should stay where it was made/)).toBeTruthy();
    expect(callsOf('party.save')).toEqual([]);
  });

  test('warns before it is left', async () => {
    await openPage('#/applications/add');
    enter('Name', 'Wiki');
    await follow('All applications');
    expect(screen.getByRole('dialog', { name: 'Leave without saving?' })).toBeTruthy();
  });

  test('lets no connection in to Guard that speaks for any address', async () => {
    const anybody = { ...aConnection, id: 'social', name: 'Social sign-in', domains: { mode: 'any-unclaimed' as const } };
    await openPage('#/applications/add', anOverview({ connections: [aConnection, anybody] }));
    radio(/Only these/);
    expect(screen.getByRole('checkbox', { name: 'Borealis Shipping' })).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: 'Social sign-in' })).toBeNull();
    expect(screen.getByText(/Not to be chosen, because they speak for any address: Social sign-in/)).toBeTruthy();
    radio(/Any SAML application/);
    radio(/Only these/);
    expect(screen.getByRole('checkbox', { name: 'Social sign-in' })).toBeTruthy();
  });

  test('needs a connection where not every one is let in', async () => {
    await openPage('#/applications/add');
    radio(/Only these/);
    await press('Save application');
    expect(screen.getByText('Choose at least one, or every connection.')).toBeTruthy();
  });
});

describe('editing an application', () => {
  test('saves what was changed and leaves the rest as it was', async () => {
    const stored = aParty({ name: 'Company wiki', certificates: [aCertificate], encryptTo: aCertificate, policy: { preset: 'nobody' } });
    await openPage('#/applications/edit/wiki', withParties(stored));
    enter('Name', 'The wiki');
    radio(/^Always/);
    bridge.answers.set('party.save', () => ok(withParties(stored)));
    await press('Save');
    expect(callsOf('party.save')).toEqual([
      { expectRevision: 3, create: false, party: { ...stored, name: 'The wiki', policy: { preset: 'everybody' } } },
    ]);
  });

  test('adds and removes attributes, also those of a mapping', async () => {
    const mapping = { ...aConnection.mapping, more: [{ name: 'department', from: 'dept' }] };
    await openPage('#/applications/edit/wiki', anOverview({ parties: [wiki], connections: [{ ...aConnection, mapping }] }));
    await press('Add an attribute');
    enter('Name of attribute 2', 'dept');
    fireEvent.change(field('Value of attribute 2'), { target: { value: 'more:department' } });
    await press('Remove the attribute mail');
    expect(document.activeElement?.textContent).toBe('Add an attribute');
    bridge.answers.set('party.save', () => ok(withParties(wiki)));
    await press('Save');
    expect(callsOf('party.save')[0]).toMatchObject({ party: { attributes: [{ name: 'dept', value: 'more:department' }] } });
  });

  test('puts the problems of the backend beside their fields', async () => {
    await openPage('#/applications/edit/wiki', withParties(wiki));
    bridge.answers.set('party.save', () =>
      refused('settings_invalid', [{ path: '/party/entityId', message: 'is the entity ID of the application "crm" already' }]),
    );
    await press('Save');
    expect(screen.getByText('Is the entity ID of the application "crm" already.')).toBeTruthy();
    expect(document.activeElement).toBe(field('Entity ID'));
  });

  test('keeps entries when somebody else saved, and names what they changed', async () => {
    await openPage('#/applications/edit/wiki', withParties(wiki));
    enter('Name', 'Mine');
    bridge.answers.set('party.save', () => refused('settings_changed_meanwhile'));
    await press('Save');
    const theirs = anOverview({ saved: { revision: 9, at: 1, by: 'Bea' }, parties: [{ ...wiki, sign: 'response' }] });
    bridge.answers.set('overview.load', () => ok(theirs));
    await press('Load what is saved now and keep my entries');
    expect(shownIn('Name')).toBe('Mine');
    expect(screen.getByText(/Changed by somebody else: what is signed/)).toBeTruthy();
  });
});

describe('our values', () => {
  test('are shown with the certificates of now and of next, and the metadata once there is some', async () => {
    bridge.answers.set('party.values', () => ok({ ...values, metadata: '<EntityDescriptor/>' }));
    await openPage('#/applications/edit/wiki', withParties(wiki));
    expect(callsOf('party.values')).toEqual([{ id: 'wiki', algorithm: 'rsa-sha256' }]);
    expect(shownIn('Our metadata for this application')).toBe('https://acme-login.example/saml/applications/wiki');
    const [now, next] = within(await screen.findByRole('list', { name: 'Our certificate' })).getAllByRole('listitem');
    expect(now?.textContent).toMatch(/Signs now.*RSA, 2048 bits/);
    expect(next?.textContent).toContain('Signs next');
    expect(screen.getByRole('button', { name: 'Download metadata' })).toBeTruthy();
  });

  test('say when the broker does not answer, and ask again', async () => {
    bridge.answers.set('party.values', () => refused('broker_no_answer'));
    await openPage('#/applications/edit/wiki', withParties(wiki));
    expect(await screen.findByText('The certificates could not be shown')).toBeTruthy();
    bridge.answers.set('party.values', () => ok(values));
    await press('Try again');
    expect(await screen.findByRole('list', { name: 'Our certificate' })).toBeTruthy();
  });

  test('cannot be shown while the addresses are not known', async () => {
    await openPage('#/applications/edit/wiki', { ...withParties(wiki), addresses: null });
    expect(screen.getByText(/our addresses cannot be shown/)).toBeTruthy();
  });

  test('change with the algorithm', async () => {
    await openPage('#/applications/edit/wiki', withParties(wiki));
    await act(async () => void fireEvent.change(field('Signature algorithm'), { target: { value: 'ecdsa-sha256' } }));
    expect(callsOf('party.values').at(-1)).toEqual({ id: 'wiki', algorithm: 'ecdsa-sha256' });
  });
});

describe('taking over metadata', () => {
  const open = async (): Promise<void> => {
    await openPage('#/applications/add');
    radio(/Any SAML application/);
  };

  test('shows what was found, and fills the form only when told to', async () => {
    await open();
    enter('Address of the metadata', 'https://wiki.example/metadata');
    bridge.answers.set('party.import', () => ok(found));
    await press('Read metadata');
    expect(callsOf('party.import')).toEqual([{ source: { kind: 'address', url: 'https://wiki.example/metadata' }, signedBy: null }]);
    expect(screen.getByText('https://wiki.example/acs/2')).toBeTruthy();
    expect(screen.getByText('It was not checked who wrote it.')).toBeTruthy();
    expect(shownIn('Entity ID')).toBe('');
    await press('Take over these values');
    expect(shownIn('Entity ID')).toBe(found.entityId);
    expect(shownIn('Addresses for answers (ACS)')).toBe('https://wiki.example/acs\nhttps://wiki.example/acs/2');
    expect(shownIn('How messages get there')).toBe('post');
    expect(shownIn('Form of the name (NameID format)')).toBe('email');
    expect((screen.getByRole('checkbox', { name: 'Refuse requests that are not signed' }) as HTMLInputElement).checked).toBe(true);
  });

  test('from a text or a file sends the text', async () => {
    await open();
    bridge.answers.set('party.import', () => ok(found));
    radio(/As text/);
    enter('Text of the metadata', '<EntityDescriptor/>');
    await press('Read metadata');
    radio(/In a file/);
    const file = new File(['<EntityDescriptor entityID="file"/>'], 'metadata.xml', { type: 'text/xml' });
    file.text = async () => '<EntityDescriptor entityID="file"/>';
    await act(async () => void fireEvent.change(field('Metadata file'), { target: { files: [file] } }));
    await press('Read metadata');
    expect(callsOf('party.import').map((call) => (call as { source: unknown }).source)).toEqual([
      { kind: 'text', text: '<EntityDescriptor/>' },
      { kind: 'text', text: '<EntityDescriptor entityID="file"/>' },
    ]);
  });

  test('tells what is wrong with it beside the field, and keeps the form', async () => {
    await open();
    enter('Address of the metadata', 'https://wiki.example/login');
    bridge.answers.set('party.import', () => refused('saml_metadata_is_a_page', [], 'ABCD'));
    await press('Read metadata');
    expect(field('Address of the metadata').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByRole('alert').textContent).toContain('Support code: ABCD');
    expect(screen.getByRole('alert').textContent).toContain('Service provider metadata');
  });

  test.each([
    ['nothing', '', /Enter an address, or choose another way/],
    ['an address with a space behind it', 'https://wiki.example/m ', /begins or ends with a space/],
  ])('asks for an address rather than reading %s', async (_, typed, said) => {
    await open();
    enter('Address of the metadata', typed);
    await press('Read metadata');
    expect(screen.getByText(said)).toBeTruthy();
    expect(callsOf('party.import')).toEqual([]);
  });

  test('asks for a text, and for one that is not endless', async () => {
    await open();
    radio(/As text/);
    await press('Read metadata');
    expect(screen.getByText('Paste the metadata.')).toBeTruthy();
    enter('Text of the metadata', 'x'.repeat(200_001));
    await press('Read metadata');
    expect(screen.getByText(/longer than 200,000 characters/)).toBeTruthy();
    expect(callsOf('party.import')).toEqual([]);
  });
});

describe('what the application is told', () => {
  test('is shown by example, with what is left out and why, and follows the form', async () => {
    await openPage('#/applications/edit/wiki', withParties(wiki));
    bridge.answers.set('party.preview', () => ok(preview));
    await press('Show what it is told');
    const told = await screen.findByText('Left out: more groups than an answer has room for; a part of them would look like all');
    expect(told.closest('dl')?.textContent).toContain('ada@borealis.example');
    expect(callsOf('party.preview')).toEqual([
      {
        party: wiki,
        person: expect.objectContaining({ connection: 'borealis', email: 'ada@borealis.example', groups: ['crew', 'harbour'] }),
      },
    ]);
    bridge.answers.set('party.preview', () =>
      ok({ ...preview, refused: 'name-missing', nameId: { ...preview.nameId, values: null, withheld: 'claimed' } }),
    );
    enter('E-mail address', 'ada@kestrel.example');
    expect(await screen.findByText(/the domain belongs to another connection/)).toBeTruthy();
    expect(screen.getByText(/This person would not get in/)).toBeTruthy();
  });

  test('follows the connection with an address of its own', async () => {
    const kestrel = { ...aSamlConnection(), name: 'Kestrel' };
    await openPage('#/applications/edit/wiki', anOverview({ parties: [wiki], connections: [aConnection, kestrel] }));
    fireEvent.change(field('Signs in through'), { target: { value: 'kestrel' } });
    expect(shownIn('E-mail address')).toBe('ada@kestrel.example');
  });

  test('waits for a form that can be used', async () => {
    await openPage('#/applications/edit/wiki', withParties(wiki));
    enter('Addresses for answers (ACS)', '');
    await press('Show what it is told');
    expect(screen.getByText('Some entries of the form need another look first:')).toBeTruthy();
    expect(callsOf('party.preview')).toEqual([]);
  });

  test('needs somebody who vouches', async () => {
    await openPage('#/applications/add', anOverview({ connections: [] }));
    expect(screen.getByText(/Add an identity provider first/)).toBeTruthy();
  });

  test('says why the broker could not tell', async () => {
    await openPage('#/applications/edit/wiki', withParties(wiki));
    bridge.answers.set('party.preview', () => refused('broker_no_answer'));
    await press('Show what it is told');
    expect(await screen.findByText('The broker did not answer')).toBeTruthy();
  });
});
