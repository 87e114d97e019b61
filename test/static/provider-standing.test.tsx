import { afterEach, expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { LifecycleList, MetadataChange, MetadataStatus } from '../../contract/rpc/lifecycle.ts';
import { badgesOf } from '../../static/admin/providers/standing.ts';
import { bridge } from '../support/bridge.ts';
import { aSamlConnection } from '../support/connections.ts';
import { aConnection, anOverview, closePage, ok, openPage } from './support/admin-page.tsx';

afterEach(closePage);

const at = Date.UTC(2026, 10, 21);
const endpoint = (url: string) => ({ url, binding: 'redirect' as const });
const certificate = { fingerprint: 'AB:CD:EF:01:23', subject: 'CN=idp.example', notBefore: 0, notAfter: at };
const moved: MetadataChange = {
  kind: 'sign-on',
  from: endpoint('https://old.example/sso'),
  to: endpoint('https://new.example/sso'),
  standing: 'waiting',
};
function aStatus(changes: MetadataChange[]): MetadataStatus {
  const list = {
    connection: 'kestrel',
    fetchedAt: at,
    nextAt: at,
    validUntil: null,
    fault: null,
    staged: null,
    returned: null,
    taken: null,
  };
  return { ...list, changes };
}
type Ending = LifecycleList['expiring'][number];
const ending = (daysLeft: number, severity: Ending['severity'], more: Partial<Ending> = {}): Ending => ({
  kind: 'provider-certificate',
  name: 'kestrel 99:99:99:99',
  owner: 'kestrel',
  endsAt: at,
  daysLeft,
  severity,
  ...more,
});
const proof = { connection: 'kestrel', record: 'gatehouse-domain=abc', checkedAt: null, provenAt: null, missingSince: null };
const upkeep = (more: Partial<LifecycleList>): LifecycleList => ({ metadata: [], expiring: [], domains: [], ...more });
const texts = (more: Partial<LifecycleList>): string[] => badgesOf('kestrel', upkeep(more)).map(({ text }) => text);

test('what waits, what is missing and what ends stands in the list of providers, at the one that it is about', async () => {
  bridge.answers.set('lifecycle.list', () =>
    ok(
      upkeep({
        metadata: [aStatus([moved])],
        expiring: [ending(12, 'soon')],
        domains: [{ ...proof, domain: 'kestrel.example' }],
      }),
    ),
  );
  await openPage('#/providers', anOverview({ connections: [aConnection, aSamlConnection()] }));
  await screen.findByText('Waits for you: new sign-in address');
  const [other, row] = within(screen.getByRole('list', { name: 'Identity providers' })).getAllByRole('listitem');
  for (const text of ['Certificate: 12 days left', 'Record not found yet: kestrel.example', /No new person of kestrel.example gets in/])
    expect(within(row as HTMLElement).getByText(text)).toBeTruthy();
  expect(other?.textContent).not.toMatch(/Waits|Certificate|Record/);
});

test('of a certificate that is retired no days are left', () => {
  const retired = aStatus([{ kind: 'certificate-retired', ...certificate }]);
  const expiring = [ending(364, 'fine', { name: 'kestrel AB:CD:EF:01' }), ending(700, 'fine')];
  expect(texts({ metadata: [retired], expiring })).toEqual(['Certificate no longer published', 'Certificate: 700 days left']);
});

test('one that was retired and is published again waits for somebody', () => {
  expect(texts({ metadata: [aStatus([{ kind: 'certificate-returned', ...certificate }])] })).toEqual([
    'Waits for you: a retired certificate is published again',
  ]);
});

test('one that is given up counts down while it is trusted', () => {
  const expiring = [ending(5, 'urgent', { kind: 'retiring-certificate' }), ending(400, 'fine')];
  expect(texts({ expiring })).toEqual(['Certificate no longer published: 5 days left', 'Certificate: 400 days left']);
});

test('what is over is called ended, whatever it is', () => {
  const expiring = [ending(-1, 'over'), ending(-2, 'over', { kind: 'client-secret', name: 'kestrel' })];
  expect(texts({ expiring })).toEqual(['Certificate: ended on Nov 21, 2026', 'Client secret: ended on Nov 21, 2026']);
});

test('addresses that are live or not wanted wait for nobody, and other things are not of this list', () => {
  const changes: MetadataChange[] = [
    { ...moved, standing: 'live' },
    { ...moved, standing: 'dismissed' },
  ];
  expect(texts({ metadata: [aStatus(changes)], expiring: [ending(1, 'urgent', { owner: null, kind: 'jira-token' })] })).toEqual([]);
});

test('a record that was found and is gone is told as that', () => {
  expect(texts({ domains: [{ ...proof, domain: 'kestrel.example', provenAt: 1, missingSince: 2 }] })).toEqual([
    'Record no longer there: kestrel.example',
  ]);
});
