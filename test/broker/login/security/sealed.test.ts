import { describe, expect, test } from '@jest/globals';
import { systemRandom } from '../../../../broker/adapters/clock/system-random.ts';
import { createBrowserSeal } from '../../../../broker/adapters/seal/browser-seal.ts';
import { openNote, openSetUp, type SetUp, sealNote, sealSetUp } from '../../../../broker/login/security/sealed.ts';
import type { SecurityVisit } from '../../../../broker/login/security/visit.ts';
import { brand } from '../../../support/builders/brand.ts';

const seal = createBrowserSeal(systemRandom);
const start = Date.UTC(2026, 10, 21, 12);
const at = (now: number) => ({ seal, clock: { now: () => now } });
const token = seal.newKey();

function aVisit({ session = 's1', tenant = 't1', key = token } = {}): SecurityVisit {
  return {
    subject: { tenant: brand(tenant), subject: brand('p1') },
    current: { session: { id: session }, token: key },
  } as unknown as SecurityVisit;
}

const setUp: SetUp = { occasion: { id: brand('o1'), until: start + 600_000 }, method: 'totp', memory: { factor: 'f1' } };

describe('what the browser carries', () => {
  test('comes back as it was, and says nothing of itself', () => {
    const sealed = sealSetUp(at(start), aVisit(), setUp);
    expect(openSetUp(at(start), aVisit(), sealed)).toEqual(setUp);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toMatch(/totp|factor|f1/);
  });

  test.each([
    ['another session under the same key', { session: 's2' }],
    ['another tenant', { tenant: 't2' }],
    ['another key', { key: seal.newKey() }],
  ])('opens for nobody else: %s', (_what, other) => {
    expect(openSetUp(at(start), aVisit(other), sealSetUp(at(start), aVisit(), setUp))).toBeNull();
  });

  test('is no note where a set-up is wanted, nor the other way round', () => {
    const visit = aVisit();
    expect(openSetUp(at(start), visit, sealNote(at(start), visit, { kind: 'added' }))).toBeNull();
    expect(openNote(at(start), visit, sealSetUp(at(start), visit, setUp))).toBeNull();
  });

  test('is nothing when a bit of it was changed', () => {
    const bytes = Buffer.from(sealSetUp(at(start), aVisit(), setUp), 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const bent = Buffer.from(bytes);
      bent[index] = (bent[index] ?? 0) ^ 1;
      expect(openSetUp(at(start), aVisit(), bent.toString('base64url'))).toBeNull();
    }
  });

  test('tells of what was done for five minutes', () => {
    const note = sealNote(at(start), aVisit(), { kind: 'removed' });
    expect(openNote(at(start + 299_999), aVisit(), note)).toEqual({ kind: 'removed' });
    expect(openNote(at(start + 300_000), aVisit(), note)).toBeNull();
    expect(openNote(at(start), aVisit(), undefined)).toBeNull();
  });
});
