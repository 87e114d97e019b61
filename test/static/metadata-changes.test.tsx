// The page's modules take hold of the bridge while they load, so they come after it.
import '../support/bridge.ts';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, render, screen, within } from '@testing-library/react';
import type { MetadataChange, MetadataStatus } from '../../contract/rpc/lifecycle.ts';
import { MetadataChanges } from '../../static/admin/providers/metadata-changes.tsx';
import { bridge } from '../support/bridge.ts';
import { callsOf, ok, press, refused } from './support/admin-page.tsx';

const digest = 'd'.repeat(43);
const certificate = { fingerprint: 'AB:CD', subject: 'CN=idp.example', notBefore: 0, notAfter: Date.UTC(2027, 0, 1) };
const moves = (standing: 'waiting' | 'live' | 'dismissed'): MetadataChange => ({
  kind: 'sign-on',
  from: { url: 'https://old.example/sso', binding: 'redirect' },
  to: { url: 'https://new.example/sso', binding: 'redirect' },
  standing,
});
const aStatus = (more: Partial<MetadataStatus> = {}): MetadataStatus => ({
  connection: 'aurora',
  fetchedAt: Date.UTC(2026, 10, 21),
  nextAt: Date.UTC(2026, 10, 21, 6),
  validUntil: null,
  fault: null,
  changes: [],
  staged: null,
  returned: null,
  taken: null,
  ...more,
});

afterEach(() => {
  cleanup();
  bridge.reset();
});

async function open(status: MetadataStatus) {
  bridge.answers.set('lifecycle.list', () => ok({ metadata: [aStatus({ connection: 'other' }), status], expiring: [], domains: [] }));
  const page = render(<MetadataChanges connection="aurora" />);
  await screen.findByRole('heading', { name: 'What the provider publishes' });
  return page;
}
const shown = () =>
  within(screen.getByRole('list', { name: 'Differences' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent ?? '');

test('says that nothing differs, and reads again when asked', async () => {
  await open(aStatus());
  expect(screen.getByText(/are the same/)).toBeTruthy();
  bridge.answers.set('metadata.refresh', () => ok(aStatus({ changes: [{ kind: 'certificate-added', ...certificate }] })));
  await press('Read it now');
  expect(callsOf('metadata.refresh')).toEqual([{ connection: 'aurora' }]);
  expect(shown()).toEqual([expect.stringContaining('trusted beside those in the settings')]);
  expect(shown()[0]).toContain('SHA-256 AB:CD');
});

test('tells each difference with what follows from it', async () => {
  await open(
    aStatus({
      changes: [
        { kind: 'certificate-unusable', ...certificate },
        { kind: 'certificate-retiring', ...certificate, until: Date.UTC(2026, 11, 1) },
        { kind: 'certificate-retired', ...certificate },
        { kind: 'certificate-unpublished', ...certificate },
        { kind: 'certificate-returned', ...certificate },
        { kind: 'no-end' },
        { kind: 'logout', from: null, to: { url: 'https://new.example/slo', binding: 'post' }, standing: 'live' },
        { kind: 'entity-id', from: 'https://a.example', to: 'https://b.example' },
        { kind: 'address', name: 'token_endpoint', from: 'https://a.example/t', to: 'https://b.example/t', at: 0 },
        { kind: 'keys', added: ['x'], removed: [], at: 0 },
      ],
    }),
  );
  expect(shown().map((text) => text.slice(0, 24))).toEqual([
    'New certificate with a k',
    'Not published any more: ',
    'In the settings, but not',
    'In the settings, but nev',
    'Was published before, an',
    'The metadata is signed, ',
    'Live Sign-out address: n',
    'Entity ID: https://a.exa',
    'Address token_endpoint: ',
    'Signing keys: 1 new, 0 g',
  ]);
  expect(screen.queryByRole('button', { name: 'Take the new addresses over' })).toBeNull();
});

test('takes new addresses over after a question, and goes back', async () => {
  await open(aStatus({ changes: [moves('waiting')], staged: digest }));
  await press('Take the new addresses over');
  expect(screen.getByText(/signs in at https:\/\/new.example\/sso/)).toBeTruthy();
  await press('Cancel');
  expect(callsOf('metadata.approve')).toEqual([]);
  const taken = { digest, at: Date.UTC(2026, 10, 21), by: 'ada-id' };
  bridge.answers.set('metadata.approve', () => ok(aStatus({ changes: [moves('live')], taken })));
  await press('Take the new addresses over');
  await press('Take them over');
  expect(callsOf('metadata.approve')).toEqual([{ connection: 'aurora', digest }]);
  expect(shown()).toEqual([expect.stringMatching(/^Live Sign-in address/)]);
  bridge.answers.set('metadata.dismiss', () => ok(aStatus({ changes: [moves('dismissed')], staged: digest })));
  await press('Go back to the addresses in the settings');
  expect(callsOf('metadata.dismiss')).toEqual([{ connection: 'aurora', digest }]);
  expect(shown()).toEqual([expect.stringMatching(/^Not wanted Sign-in address/)]);
  expect(screen.queryByRole('button', { name: 'Not wanted' })).toBeNull();
});

test('what is not wanted is not pressed for: taking it over is a button like any other then', async () => {
  const look = (name: string) => screen.getByRole('button', { name }).className;
  const page = await open(aStatus({ changes: [moves('waiting')], staged: digest }));
  expect(look('Take the new addresses over')).not.toBe(look('Read it now'));
  page.unmount();
  await open(aStatus({ changes: [moves('dismissed')], staged: digest }));
  expect(look('Take the new addresses over')).toBe(look('Read it now'));
});

test('says when it was read and when it is read next', async () => {
  await open(aStatus());
  expect(screen.getByText(/^Read .+\. Next: .+\.$/)).toBeTruthy();
});

test('trusts a certificate of before after a question', async () => {
  await open(aStatus({ changes: [{ kind: 'certificate-returned', ...certificate }], returned: digest }));
  await press('Trust the certificate again');
  expect(screen.getByText(/may be showing an old copy/)).toBeTruthy();
  bridge.answers.set('metadata.approve', () => ok(aStatus()));
  await press('Trust it');
  expect(callsOf('metadata.approve')).toEqual([{ connection: 'aurora', digest }]);
  expect(screen.queryByRole('button', { name: 'Trust the certificate again' })).toBeNull();
});

test('says that something else is published meanwhile, and changes nothing', async () => {
  await open(aStatus({ changes: [moves('waiting')], staged: digest }));
  bridge.answers.set('metadata.approve', () => refused('metadata_changed_meanwhile'));
  await press('Take the new addresses over');
  await press('Take them over');
  expect(screen.getByRole('alert').textContent).toContain('not what the provider publishes now');
  expect(shown()).toEqual([expect.stringMatching(/^Waits for you/)]);
});

test('says why metadata is refused, in the words of the code', async () => {
  await open(aStatus({ fault: { code: 'import_redirected', because: 'import.redirect', since: 0 } }));
  expect(screen.getByText(/Refused since/)).toBeTruthy();
  expect(screen.queryByText(/are the same/)).toBeNull();
});

test('shows nothing for a connection that is not watched', async () => {
  bridge.answers.set('lifecycle.list', () => ok({ metadata: [], expiring: [], domains: [] }));
  const { container } = render(<MetadataChanges connection="aurora" />);
  await screen.findByText('', { selector: 'body > div' });
  expect(container.textContent).toBe('');
});
