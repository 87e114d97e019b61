// The page's modules take hold of the bridge while they load, so they come after it.
import '../support/bridge.ts';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import type { ConnectionView } from '../../contract/rpc/admin.ts';
import { DomainProofs } from '../../static/admin/providers/domain-proofs.tsx';
import { draftOf, formOf } from '../../static/admin/providers/form/draft.ts';
import { bridge } from '../support/bridge.ts';
import { anOAuth2Connection, aSamlConnection } from '../support/connections.ts';
import { aConnection, anOverview, callsOf, closePage, enter, ok, openPage, press, radio } from './support/admin-page.tsx';

afterEach(() => {
  cleanup();
  closePage();
});

test('what proves the domains, and when the secret ends, stays as it was when something else is changed', () => {
  const saml = aSamlConnection({ domains: { mode: 'list', list: ['kestrel.example'], proof: 'dns' } });
  expect(draftOf(formOf(saml))).toEqual(saml);
  const { clientSecret: _, ...oauth2 } = anOAuth2Connection({ clientSecretExpiresOn: '2027-02-01' });
  const view: ConnectionView = { ...oauth2, clientSecretSetAt: 1 };
  expect(draftOf(formOf(view))).toMatchObject({ clientSecretExpiresOn: '2027-02-01' });
  const { domains: _domains, ...plain } = draftOf(formOf({ ...view, clientSecretExpiresOn: null }));
  expect(plain).not.toHaveProperty('clientSecretExpiresOn');
});

test('both are entered on the page of the provider', async () => {
  await openPage('#/providers/edit/borealis', anOverview({ connections: [aConnection] }));
  enter('The secret ends on (optional)', '2027-02-01');
  radio(/The company proves it/);
  await press('Save');
  expect(callsOf('connection.save')).toMatchObject([
    { connection: { clientSecretExpiresOn: '2027-02-01', domains: { mode: 'list', proof: 'dns' } } },
  ]);
});

test('each record is there to be copied, with whether it was found', async () => {
  const proof = { connection: 'aurora', record: 'gatehouse-domain=abc', checkedAt: 1, provenAt: null, missingSince: 1 };
  const domains = [
    { ...proof, domain: 'new.example' },
    { ...proof, domain: 'found.example', provenAt: 2, missingSince: null },
    { ...proof, domain: 'gone.example', provenAt: 2, missingSince: 3 },
    { ...proof, domain: 'others.example', connection: 'other' },
  ];
  bridge.answers.set('lifecycle.list', () => ok({ metadata: [], expiring: [], domains }));
  render(<DomainProofs connection="aurora" />);
  await screen.findByRole('region', { name: 'TXT records of the domains' });
  expect(screen.getAllByLabelText(/^Add this TXT record to \w+\.example itself \(host @\)/, { selector: 'input' })).toHaveLength(3);
  for (const text of [/Not found yet/, /^Found /, /Not there since/]) expect(screen.getByText(text)).toBeTruthy();
});
