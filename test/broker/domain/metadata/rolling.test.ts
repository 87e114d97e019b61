import { describe, expect, test } from '@jest/globals';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { certificateFacts } from '../../../../broker/domain/certificates.ts';
import { absorb, refused, settled } from '../../../../broker/domain/metadata/absorb.ts';
import { approved, dismissed } from '../../../../broker/domain/metadata/decide.ts';
import { differenceOf } from '../../../../broker/domain/metadata/difference.ts';
import { effectiveConnection, overlayOf } from '../../../../broker/domain/metadata/effective.ts';
import type { PublishedProvider } from '../../../../broker/domain/metadata/published.ts';
import { certificateOverlapMs } from '../../../../broker/domain/metadata/seen-certificates.ts';
import { emptyState, isWatched, type MetadataState, stateFor } from '../../../../broker/domain/metadata/state.ts';
import { statusOf } from '../../../../broker/domain/metadata/status.ts';
import { aCertificate, anotherCertificate } from '../../../support/certificate.ts';
import { aSamlConnection } from '../../../support/connections.ts';

const day = 86_400_000;
const t0 = Date.UTC(2026, 10, 21);
const [one, two] = [factsOf(aCertificate), factsOf(anotherCertificate)];
const home = { url: 'https://id.kestrel.example/saml/sso', binding: 'redirect' } as const;
const moved = { url: 'https://new.kestrel.example/sso', binding: 'redirect' } as const;

function factsOf(text: string) {
  const facts = certificateFacts(text);
  if (facts === null) throw new Error('no certificate');
  return { ...facts, usable: true };
}

const connection = (more: Partial<SamlConnection> = {}) =>
  aSamlConnection({ metadata: { url: 'https://id.kestrel.example/metadata', takeOver: 'certificates', signedBy: null }, ...more });
const published = (more: Partial<PublishedProvider> = {}): PublishedProvider => ({
  kind: 'saml',
  entityId: connection().entityId,
  signOn: [home],
  logout: [],
  certificates: [one],
  validUntil: null,
  cacheMs: null,
  ...more,
});
/** Reads what is published, one after the other, a day apart. */
function afterReadings(at: SamlConnection, ...readings: readonly Partial<PublishedProvider>[]): MetadataState {
  return readings.reduce<MetadataState>((state, more, index) => absorb(at, state, published(more), t0 + index * day), emptyState(at));
}
function live(at: SamlConnection, state: MetadataState): SamlConnection {
  const effective = effectiveConnection(at, overlayOf(state));
  if (effective.protocol !== 'saml') throw new Error('another protocol');
  return effective;
}
const trusts = (at: SamlConnection, state: MetadataState) => live(at, state).certificates.map((text) => factsOf(text).fingerprint);
const kinds = (at: SamlConnection, state: MetadataState) => differenceOf(at, state).map(({ kind }) => kind);

describe('certificates', () => {
  const at = connection();

  test('that the settings have already change nothing', () => {
    const state = afterReadings(at, {});
    expect([trusts(at, state), kinds(at, state)]).toEqual([[one.fingerprint], []]);
  });

  test('that are new are trusted beside those of the settings', () => {
    const state = afterReadings(at, {}, { certificates: [one, two] });
    expect(trusts(at, state)).toEqual([one.fingerprint, two.fingerprint]);
    expect(differenceOf(at, state)).toEqual([
      {
        kind: 'certificate-added',
        fingerprint: two.fingerprint,
        subject: 'CN=id.borealis.example',
        notBefore: two.notBefore,
        notAfter: two.notAfter,
      },
    ]);
  });

  test('that are gone are trusted for a week more, and retired by a good reading only', () => {
    const gone = afterReadings(at, {}, { certificates: [one, two] }, { certificates: [two] });
    const since = t0 + 2 * day;
    expect([trusts(at, gone), kinds(at, gone)]).toEqual([
      [one.fingerprint, two.fingerprint],
      ['certificate-added', 'certificate-retiring'],
    ]);
    const failed = refused(gone, 'import_timeout', since + 30 * day);
    expect(trusts(at, failed)).toContain(one.fingerprint);
    const early = absorb(at, gone, published({ certificates: [two] }), since + certificateOverlapMs - 1);
    expect(trusts(at, early)).toContain(one.fingerprint);
    const late = absorb(at, failed, published({ certificates: [two] }), since + certificateOverlapMs);
    expect([trusts(at, late), kinds(at, late)]).toEqual([[two.fingerprint], ['certificate-added', 'certificate-retired']]);
  });

  test('that come back before they were retired are trusted for good', () => {
    const gone = afterReadings(at, {}, { certificates: [two] });
    const back = absorb(at, gone, published({ certificates: [one, two] }), t0 + 6 * day);
    expect([trusts(at, back), kinds(at, back)]).toEqual([[one.fingerprint, two.fingerprint], ['certificate-added']]);
  });

  test('that come back after they were retired wait for an administrator, and nothing retires by that reading alone', () => {
    const retired = absorb(at, afterReadings(at, {}, { certificates: [two] }), published({ certificates: [two] }), t0 + 9 * day);
    expect(trusts(at, retired)).toEqual([two.fingerprint]);
    const back = absorb(at, absorb(at, retired, published(), t0 + 10 * day), published(), t0 + 90 * day);
    expect([trusts(at, back), kinds(at, back)]).toEqual([[two.fingerprint], ['certificate-returned', 'certificate-added']]);
    const { returned } = statusOf(at, back, 0);
    const decided = approved(at, back, returned ?? '', 'me', t0 + 91 * day);
    if (!decided.ok) throw new Error(decided.code);
    expect(trusts(at, decided.state)).toEqual([one.fingerprint, two.fingerprint]);
    expect(statusOf(at, decided.state, 0).returned).toBeNull();
    const later = absorb(at, absorb(at, decided.state, published(), t0 + 92 * day), published(), t0 + 100 * day);
    expect(trusts(at, later)).toEqual([one.fingerprint]);
  });

  test('that an administrator entered and that were never published stay trusted for ever', () => {
    const state = afterReadings(at, { certificates: [two] }, { certificates: [two] });
    const later = absorb(at, state, published({ certificates: [two] }), t0 + 400 * day);
    expect(trusts(at, later)).toEqual([one.fingerprint, two.fingerprint]);
    expect(kinds(at, later)).toEqual(['certificate-added', 'certificate-unpublished']);
  });

  test('with a weak key are not taken over, and tell so; with no others nothing counts', () => {
    const weak = { ...two, usable: false };
    const state = afterReadings(at, { certificates: [one, weak] });
    expect([trusts(at, state), kinds(at, state)]).toEqual([[one.fingerprint], ['certificate-unusable']]);
    expect(afterReadings(at, { certificates: [weak] }).fault?.code).toBe('metadata_certificate_weak');
  });

  test('are at most ten', () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ ...one, der: `${one.der}${index}` }));
    const state = afterReadings(at, {}, { certificates: many });
    expect([state.fault?.code, trusts(at, state)]).toEqual(['metadata_certificates_too_many', [one.fingerprint]]);
  });

  test('that are retired and nobody has entered any more are forgotten', () => {
    const retired = absorb(at, afterReadings(at, {}, { certificates: [two] }), published({ certificates: [two] }), t0 + 9 * day);
    const tidy = connection({ certificates: [anotherCertificate] });
    expect(settled(tidy, retired).certificates.map(({ fingerprint }) => fingerprint)).toEqual([two.fingerprint]);
    expect(settled(at, retired)).toBe(retired);
  });
});

describe('addresses', () => {
  const to = { signOn: [moved] };
  const digest = (at: SamlConnection, state: MetadataState) => statusOf(at, state, 0).staged ?? '';

  test('wait for an administrator, who takes over these and no others', () => {
    const at = connection();
    const state = afterReadings(at, {}, to);
    expect(live(at, state).signOn).toEqual(home);
    expect(approved(at, state, 'x'.repeat(43), 'me', t0)).toMatchObject({ ok: false, code: 'metadata_changed_meanwhile' });
    expect(approved(at, afterReadings(at, {}), digest(at, state), 'me', t0)).toMatchObject({ code: 'metadata_nothing_staged' });
    const decided = approved(at, state, digest(at, state), 'me', t0);
    if (!decided.ok) throw new Error(decided.code);
    expect(live(at, decided.state).signOn).toEqual(moved);
    expect(statusOf(at, decided.state, 0)).toMatchObject({ staged: null, taken: { by: 'me', at: t0 } });
  });

  test('are taken over by themselves where the connection says so, until an administrator says no', () => {
    const at = connection({ metadata: { url: 'https://id.kestrel.example/m', takeOver: 'everything', signedBy: null } });
    const state = afterReadings(at, {}, to);
    expect(live(at, state).signOn).toEqual(moved);
    const taken = statusOf(at, state, 0).taken?.digest ?? '';
    const back = dismissed(at, state, taken);
    if (!back.ok) throw new Error(back.code);
    const again = absorb(at, back.state, published(to), t0 + 5 * day);
    expect([live(at, again).signOn, kinds(at, again)]).toEqual([home, ['sign-on']]);
    expect(differenceOf(at, again)).toMatchObject([{ standing: 'dismissed' }]);
    const further = absorb(at, again, published({ signOn: [{ ...moved, url: 'https://third.example/sso' }] }), t0 + 6 * day);
    expect(live(at, further).signOn.url).toBe('https://third.example/sso');
  });

  test('of the settings count again as soon as somebody changes them', () => {
    const at = connection({ metadata: { url: 'https://id.kestrel.example/m', takeOver: 'everything', signedBy: null } });
    const state = afterReadings(at, {}, to);
    const edited = { ...at, signOn: { url: 'https://typed.example/sso', binding: 'post' } as const };
    expect(live(edited, state).signOn).toEqual(edited.signOn);
    const after = settled(edited, state);
    expect([after.taken, live(at, after).signOn]).toEqual([null, home]);
  });

  test('are chosen near to what there is: the same, the same binding, the first', () => {
    const at = connection();
    const post = { url: 'https://new.kestrel.example/post', binding: 'post' } as const;
    const pick = (signOn: PublishedProvider['signOn']) =>
      differenceOf(at, afterReadings(at, { signOn })).map((change) => ('to' in change ? change.to : null));
    expect([pick([post, moved, home]), pick([post, moved]), pick([post])]).toEqual([[], [moved], [post]]);
  });

  test('for logout are followed where there is one, and never added to a connection without', () => {
    const out = { url: 'https://id.kestrel.example/slo', binding: 'redirect' } as const;
    expect(kinds(connection(), afterReadings(connection(), { logout: [out] }))).toEqual([]);
    const at = connection({ logout: out });
    expect(differenceOf(at, afterReadings(at, { logout: [] }))).toMatchObject([
      { kind: 'logout', from: out, to: null, standing: 'waiting' },
    ]);
  });
});

describe('what comes from elsewhere', () => {
  test('another entity ID is told, and nothing of its metadata counts', () => {
    const at = connection({ metadata: { url: 'https://id.kestrel.example/m', takeOver: 'everything', signedBy: null } });
    const state = afterReadings(at, {}, { entityId: 'https://evil.example', certificates: [two], signOn: [moved] });
    expect(state.fault?.code).toBe('metadata_entity_changed');
    expect([trusts(at, state), live(at, state).signOn]).toEqual([[one.fingerprint], home]);
    expect(differenceOf(at, state)).toEqual([{ kind: 'entity-id', from: at.entityId, to: 'https://evil.example' }]);
  });

  test.each<[string, Partial<SamlConnection>]>([
    ['another address', { metadata: { url: 'https://other.example/m', takeOver: 'certificates', signedBy: null } }],
    ['another signer', { metadata: { url: 'https://id.kestrel.example/metadata', takeOver: 'certificates', signedBy: aCertificate } }],
    ['another provider', { entityId: 'https://other.example' }],
    ['no metadata at all', { metadata: null }],
  ])('of %s does not count', (_what, more) => {
    const state = afterReadings(connection(), { certificates: [one, two] });
    const other = connection(more);
    expect(effectiveConnection(other, overlayOf(state))).toBe(other);
    expect(stateFor(other, state)).toEqual(emptyState(other));
  });

  test('a state of the release before is read, and what was retired or not wanted stays so', () => {
    const at = connection({ metadata: { url: 'https://id.kestrel.example/m', takeOver: 'everything', signedBy: null } });
    const now = absorb(
      at,
      afterReadings(at, { signOn: [moved] }, { certificates: [two] }),
      published({ certificates: [two] }),
      t0 + 9 * day,
    );
    const { formerly: _, ...rest } = now;
    const certificates = now.certificates.map(({ returned: __, ...each }) => each);
    const known = afterReadings(at, { signOn: [moved] });
    const before = { ...rest, certificates, dismissed: statusOf(at, known, 0).taken?.digest };
    const read = absorb(at, stateFor(at, before), published({ certificates: [one, two], signOn: [moved] }), t0 + 10 * day);
    expect([live(at, read).signOn, trusts(at, read)]).toEqual([home, [two.fingerprint]]);
  });

  test('a state that another version wrote is no state', () => {
    for (const stored of [null, 7, {}, { format: 2, source: '' }, undefined])
      expect(stateFor(connection(), stored)).toEqual(emptyState(connection()));
  });

  test('a connection that is off, or by hand, is not watched', () => {
    expect([isWatched(connection()), isWatched(connection({ enabled: false })), isWatched(connection({ metadata: null }))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('a fault keeps the moment it began, and ends with the next good reading', () => {
    const at = connection();
    const failed = refused(refused(afterReadings(at, {}), 'import_timeout', t0 + 1, 'x'), 'import_timeout', t0 + 2, 'y');
    expect(failed.fault).toEqual({ code: 'import_timeout', because: 'y', since: t0 + 1 });
    expect(refused(failed, 'import_status', t0 + 3).fault?.since).toBe(t0 + 3);
    expect(absorb(at, failed, published(), t0 + 4).fault).toBeNull();
  });
});
