import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createFactorSeal } from '../../../broker/factors/sealed-factor.ts';
import { unacceptable } from '../../../broker/factors/webauthn/credential.ts';
import { readModels } from '../../../broker/factors/webauthn/metadata.ts';
import { createRecordedLog } from '../../support/recorded-log.ts';
import { Authenticator, type Make } from '../../support/webauthn/authenticator.ts';
import { type KeyBench, openKeyBench, somebody } from '../../support/webauthn/bench.ts';
import { issue } from '../../support/webauthn/certificates.ts';
import { aMaker, attesting } from '../../support/webauthn/makers.ts';

const listed = 'ee882879-721c-4913-9775-3dfcce97072a';
const unlisted = '2fc0579f-8113-47ea-b116-bb5a8db9202a';
const broken = '149a2021-8ef6-4133-96b8-81f8d5b7f1f5';
const undescribed = '73bb0cd4-e502-49b8-9c6f-b59445bf720b';

const borealis = aMaker(listed);
const other = aMaker(unlisted, { name: 'Umbra Key' });
const stolen = aMaker(broken, { name: 'Lost Key', status: 'ATTESTATION_KEY_COMPROMISE' });
const files = [borealis, other, stolen].map(({ entry }, at) => ({ path: `${at}.json`, text: JSON.stringify(entry) }));
const models = readModels(files, { log: createRecordedLog(), now: Date.UTC(2026, 10, 21) });

const ada = somebody('ada', { onlyModels: [listed, broken, undescribed] });
const origin = ada.tenant.loginOrigin;
const good: Make = { format: 'packed', attestation: [borealis.leaf], aaguid: listed };

let bench: KeyBench;

beforeEach(async () => {
  bench = await openKeyBench(models);
});
afterEach(() => bench.close());

async function setUp(make: Make, who = ada) {
  const { memory, options } = await bench.offer(who);
  return bench.confirm(who, memory, new Authenticator(make).create(options, origin));
}
const refused = (because: string, code = 'webauthn_model_refused') => ({ ok: false, code, because });

describe('where only some models of keys are accepted', () => {
  test('keys are asked for a statement of their maker', async () => {
    expect(JSON.parse((await bench.offer(ada)).options)).toMatchObject({ attestation: 'direct' });
  });

  test('a key of a listed model that proves it is set up and used', async () => {
    const key = await bench.enrol(ada, good);
    expect(await bench.use(ada, key)).toMatchObject({ ok: true });
  });

  test('a chain over a line of the maker proves it too, with and without the root at its end', async () => {
    const line = issue({ subject: { name: 'Line 5' }, issuer: borealis.root, isAuthority: true });
    const leaf = issue({ subject: attesting('Borealis'), issuer: line, aaguid: listed });
    expect(await setUp({ ...good, attestation: [leaf, line] })).toMatchObject({ ok: true });
    await bench.storage.factors.removeAll(ada.tenant.id, ada.subject);
    expect(await setUp({ ...good, attestation: [leaf, line, borealis.root] })).toMatchObject({ ok: true });
  });

  const impostor = aMaker(listed);
  const lineWithoutRight = issue({ subject: { name: 'Line 6' }, issuer: borealis.root });
  const tooOld = issue({ subject: attesting('Borealis'), issuer: borealis.root, to: new Date(Date.UTC(2021, 0)) });
  test.each<[string, Make, string]>([
    ['a root of the same name that is not the maker’s', { ...good, attestation: [impostor.leaf] }, 'chain.unknown-root'],
    ['the impostor’s root brought along', { ...good, attestation: [impostor.leaf, impostor.root] }, 'chain.unknown-root'],
    ['a certificate that signed itself', { ...good, attestation: [issue({ subject: attesting('Borealis') })] }, 'chain.unknown-root'],
    ['certificates that do not belong together', { ...good, attestation: [borealis.leaf, impostor.root] }, 'chain.broken'],
    [
      'a certificate signed by one that may not',
      { ...good, attestation: [issue({ subject: attesting('Borealis'), issuer: lineWithoutRight }), lineWithoutRight] },
      'chain.broken',
    ],
    ['a chain without end', { ...good, attestation: [borealis.leaf, ...Array(5).fill(borealis.root)] }, 'chain.length'],
    ['a model that is not listed', { format: 'packed', attestation: [other.leaf], aaguid: unlisted }, 'webauthn.model-not-listed'],
    ['a model whose keys are in wrong hands', { format: 'packed', attestation: [stolen.leaf], aaguid: broken }, 'model.broken'],
    ['a model that no file describes', { ...good, attestation: [aMaker(undescribed).leaf], aaguid: undescribed }, 'model.unknown'],
    ['no statement', { aaguid: listed }, 'attestation.none'],
    ['a statement that the key made for itself', { format: 'packed-self', aaguid: listed }, 'attestation.none'],
    ['U2F, which names no model', { format: 'fido-u2f', attestation: [borealis.leaf] }, 'attestation.none'],
  ])('refuses %s', async (_, make, because) => {
    expect(await setUp(make)).toEqual(refused(because));
    expect(await bench.storage.factors.list(ada.tenant.id, ada.subject)).toEqual([]);
  });

  test.each<[string, Make]>([
    ['another maker’s certificate', { ...good, attestation: [other.leaf] }],
    ['a certificate that ended', { ...good, attestation: [tooOld] }],
    ['a model that the certificate names and the key does not', { ...good, aaguid: broken }],
  ])('does not believe %s', async (_, make) => {
    expect(await setUp(make)).toEqual(refused('attestation.not-verified', 'webauthn_wrong'));
  });

  test('a key that was set up before does not count, since it proved nothing then', async () => {
    const before = somebody('ada');
    const key = await bench.enrol(before, { ...good });
    const { memory, options } = await bench.ask(before);
    expect(await bench.verify(ada, memory, key.get(options, origin))).toEqual(refused('webauthn.model-not-proven'));
    expect(await bench.webauthn.isAtHand(ada, await bench.storage.factors.list(ada.tenant.id, ada.subject))).toBe(false);
  });

  test('a key stops to count when its model leaves the list', async () => {
    const key = await bench.enrol(ada, good);
    const later = somebody('ada', { onlyModels: [unlisted] });
    const { memory, options } = await bench.ask(ada);
    expect(await bench.verify(later, memory, key.get(options, origin))).toEqual(refused('webauthn.model-not-listed'));
  });

  test('a key stops to count when its model is reported as broken', () => {
    const entry = { ...borealis.entry, statusReports: [{ status: 'FIDO_CERTIFIED' }, { status: 'USER_KEY_REMOTE_COMPROMISE' }] };
    const file = { path: 'borealis.json', text: JSON.stringify(entry) };
    const reported = readModels([file], { log: createRecordedLog(), now: bench.clock.now() });
    const key = { isPasskey: false, isProven: true, aaguid: listed };
    expect(unacceptable(key, ada.methods.webauthn, models)).toBeNull();
    expect(unacceptable(key, ada.methods.webauthn, reported)).toEqual(refused('webauthn.model-not-trusted'));
  });

  test('nothing is offered by a broker that knows none of the models', async () => {
    const without = await openKeyBench();
    expect(without.webauthn.isOffered(ada)).toBe(false);
    expect(without.webauthn.isOffered(somebody('ada'))).toBe(true);
    await without.close();
  });

  test('a key is called after its model', async () => {
    await bench.enrol(ada, good);
    const [row] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    if (!row) throw new Error('not set up');
    expect((await createFactorSeal(bench.storage.vault).open(row)).label).toBe('Borealis Key');
  });
});
