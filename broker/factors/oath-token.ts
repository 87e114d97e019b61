/**
 * Hardware tokens with a display (OATH): an administrator imports them into the pool of the tenant, a person shows by two
 * codes in a row that one is theirs. Owns the proof and its replay rule; the pool itself is `oath-token/pool.ts`.
 */
import { refuse } from '../domain/app-error.ts';
import type { FactorId } from '../domain/brands.ts';
import { readDigits } from '../domain/digits.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Factor, FactorAnswer, FactorScene } from '../domain/ports/factor.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { StoredFactor } from '../domain/ports/stores/factor-store.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { judgeCode, judgePair } from './oath-token/codes.ts';
import type { TokenSeal } from './oath-token/sealed-token.ts';
import { readSerial } from './oath-token/token.ts';
import { type FactorSeal, labelOf, subjectOf } from './sealed-factor.ts';

/** More tokens than anybody carries. */
const maxPerPerson = 5;

const noCode = refuse('second_factor_malformed', 'oath-token.not-six-or-eight-digits');
const noSerial = refuse('second_factor_malformed', 'oath-token.no-serial');
const sameCode = refuse('second_factor_malformed', 'oath-token.one-code-twice');
// One refusal for all of it: whether a number is in the pool is nobody's business who does not hold the token.
const notTheirs = refuse('token_wrong', 'oath-token.serial-or-codes');

export interface OathTokenDeps {
  readonly storage: Pick<Storage, 'factors' | 'tokens' | 'atomically'>;
  readonly seal: FactorSeal;
  readonly tokenSeal: TokenSeal;
  readonly clock: Clock;
  readonly random: Random;
}

export function createOathToken({ storage, seal, tokenSeal, clock, random }: OathTokenDeps): Factor {
  const own = async ({ tenant, subject }: ReturnType<typeof subjectOf>): Promise<readonly StoredFactor[]> =>
    (await storage.factors.list(tenant, subject)).filter(({ kind, state }) => kind === 'oath-token' && state === 'active');

  /** The token with this number, if these are two codes of it, one right after the other; null otherwise. */
  async function shownToken(scene: FactorScene, answer: Required<Pick<FactorAnswer, 'text' | 'serial' | 'nextCode'>>) {
    const { tenant } = subjectOf(scene);
    const [serial, first, second] = [readSerial(answer.serial ?? ''), codeIn(answer.text), codeIn(answer.nextCode ?? '')];
    if (serial === null || first === null || second === null) return null;
    const row = await storage.tokens.findBySerial(tenant, await tokenSeal.serialHash(tenant, serial));
    if (row === null) return null;
    const token = await tokenSeal.open(row);
    const reached = judgePair(token, row, first, second, clock.now());
    return reached && { row, token, reached };
  }

  return {
    kind: 'oath-token',
    isGuessable: true,
    isOwn: true,
    isOffered: ({ methods }) => methods['oath-token'].enabled,
    isAtHand: (_, factors) => factors.some(({ kind }) => kind === 'oath-token'),
    use: {
      begin: async () => ({ ok: true, memory: {} }),
      prompt: async () => ({ page: 'code', shape: 'digits', sentTo: null, againAt: null }),
      refuseSlip: ({ text }) => (codeIn(text) === null ? noCode : null),
      async verify(scene, _, { text }) {
        const code = codeIn(text);
        if (code === null) return noCode;
        const { tenant } = subjectOf(scene);
        const now = clock.now();
        let refusal = refuse('second_factor_wrong', 'oath-token.code-does-not-fit');
        for (const factor of await own(subjectOf(scene))) {
          const row = await storage.tokens.ofFactor(tenant, factor.id);
          if (row === null) continue;
          const verdict = judgeCode(await tokenSeal.open(row), row, code, now);
          if (verdict.kind === 'fits') {
            const { position, drift } = verdict;
            // The one statement that lets a code count once; the other writes when the factor was used, if it is still there.
            const won = await allOrNothing(
              storage,
              async (stores) =>
                (await stores.tokens.advance(tenant, factor.id, { position, drift })) &&
                (await stores.factors.advanceStep(tenant, factor.id, position, now)),
            );
            return won ? { ok: true, factor: factor.id } : refuse('second_factor_used', 'oath-token.position-used');
          }
          if (verdict.kind === 'far' && (await storage.tokens.expect(row, verdict.awaited)))
            refusal = refuse('token_next_code', 'oath-token.far-off');
          if (verdict.kind === 'used' && refusal.code === 'second_factor_wrong')
            refusal = refuse('second_factor_used', 'oath-token.position-used');
        }
        return refusal;
      },
    },
    enrol: {
      async begin(scene) {
        const { length } = await own(subjectOf(scene));
        return length >= maxPerPerson ? refuse('second_factor_too_many', 'oath-token.five-tokens') : { ok: true, memory: {} };
      },
      offer: async () => ({ page: 'serial' }),
      refuseSlip(_, { text, serial = '', nextCode = '' }) {
        if (readSerial(serial) === null) return noSerial;
        const [first, second] = [codeIn(text), codeIn(nextCode)];
        if (first === null || second === null) return noCode;
        return first === second ? sameCode : null;
      },
      async confirm(scene, _, { text, label, serial = '', nextCode = '' }, standing) {
        const found = await shownToken(scene, { text, serial, nextCode });
        if (found === null) return notTheirs;
        // Whoever shows two codes in a row holds it, and may be told why it does not help them.
        if (found.row.isHeld) return refuse('token_taken', 'oath-token.held');
        const at = subjectOf(scene);
        if ((await own(at)).length >= maxPerPerson) return refuse('second_factor_too_many', 'oath-token.five-tokens');
        const now = clock.now();
        const { row, token, reached } = found;
        const whose = { ...at, id: random.token(16) as FactorId, kind: 'oath-token' } as const;
        const named = labelOf(label, `Hardware token …${token.serial.slice(-4)}`);
        const pending: StoredFactor = {
          ...whose,
          state: 'pending',
          sealed: await seal.seal(whose, { label: named, data: {} }),
          lastStep: 0,
          createdAt: now,
          lastUsedAt: null,
          expiresAt: null,
        };
        const won = await allOrNothing(storage, async (stores) => {
          if (!(await stores.tokens.assign(row, { factor: whose.id, ...reached }))) return false;
          await stores.factors.insert(pending);
          return stores.factors.activate(pending, { step: reached.position, standing }, now);
        });
        return won ? { ok: true, factor: whose.id } : refuse('second_factor_gone', 'oath-token.taken-meanwhile');
      },
    },
  };
}

/** Six or eight digits; which of them the token has is not known yet. Null for anything else. */
function codeIn(answer: string): string | null {
  return readDigits(answer, 6) ?? readDigits(answer, 8);
}
