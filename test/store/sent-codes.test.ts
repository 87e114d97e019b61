import { describe, expect, test } from '@jest/globals';
import type { FactorMemory, FactorScene } from '../../broker/domain/ports/factor.ts';
import { brand } from '../support/builders/brand.ts';
import { aSentScene, openSentCodes, type SentCodesBench } from '../support/sent-codes.ts';
import { onEachDatabase } from './databases.ts';

const rounds = 40;
const scenes = (round: number): FactorScene => aSentScene({ subject: brand(`p${round}`), occasion: `login ${round}` });

onEachDatabase((at) => {
  /** Two brokers over one database, each with its own senders. */
  const brokers = async (): Promise<readonly [SentCodesBench, SentCodesBench]> => {
    const one = await openSentCodes({ storage: at.one(), seed: 'one' });
    return [one, await openSentCodes({ storage: at.two(), clock: one.clock, seed: 'two' })];
  };

  describe('one code on two brokers', () => {
    test.each(['e-mail', 'sms'])('lets one in, never two and never nobody (%s)', async (kind) => {
      const [one, two] = await brokers();
      for (let round = 0; round < rounds; round += 1) {
        const scene = scenes(round);
        // Of the numbers that are set up here each has an hour and a row of its own.
        if (kind === 'sms') await one.withNumber(scene, `+4790${100_000 + 7_919 * round}`);
        one.clock.advance({ hours: 1 });
        const [first, second] = kind === 'sms' ? [one.sms, two.sms] : [one.email, two.email];
        const begun = await first.use.begin(scene);
        if (!begun.ok) throw new Error(begun.because);
        const text = kind === 'sms' ? one.textCode() : one.mailCode();
        const tries = [first, second, first, second].map((factor) => () => factor.use.verify(scene, begun.memory, { text }));
        if (round % 2 === 0) tries.reverse();
        const verdicts = await Promise.all(tries.map((start) => start()));
        expect([round, verdicts.filter(({ ok }) => ok).length]).toEqual([round, 1]);
      }
    });

    test('sets a number up once', async () => {
      const [one, two] = await brokers();
      for (let round = 0; round < rounds; round += 1) {
        const scene = scenes(round);
        const next = await one.sms.enrol?.confirm(scene, {}, { text: `+4790${100_000 + 7_919 * round}` }, 'first');
        if (next?.ok !== 'next') throw new Error(`no code: ${JSON.stringify(next)}`);
        const typed = { text: one.textCode() };
        const verdicts = await Promise.all([one, two].map(async ({ sms }) => sms.enrol?.confirm(scene, next.memory, typed, 'first')));
        expect([round, verdicts.filter((verdict) => verdict?.ok === true).length]).toEqual([round, 1]);
        one.clock.advance({ hours: 1 });
      }
    });

    test('has five wrong answers in all, wherever they arrive', async () => {
      const [one, two] = await brokers();
      const scene = scenes(0);
      const begun = await one.email.use.begin(scene);
      if (!begun.ok) throw new Error(begun.because);
      const right = one.mailCode();
      const wrong = Array.from({ length: 30 }, (_, guess) => right.replace(/.{2}$/, String(10 + guess)));
      const guesses = wrong.filter((text) => text !== right);
      await Promise.all(guesses.map(async (text, each) => [one, two][each % 2]?.email.use.verify(scene, begun.memory, { text })));
      expect(await two.email.use.verify(scene, begun.memory, { text: right })).toMatchObject({ ok: false });
    });
  });

  describe('two brokers that are asked at the same moment', () => {
    test('send one message, and one code counts', async () => {
      const [one, two] = await brokers();
      for (let round = 0; round < rounds; round += 1) {
        const scene = scenes(round);
        const begun = await Promise.all([one, two].map(({ email }) => email.use.begin(scene)));
        expect([round, one.mails.length + two.mails.length]).toEqual([round, round + 1]);
        const memories = begun.flatMap((each): FactorMemory[] => (each.ok ? [each.memory] : []));
        expect(new Set(memories.map(({ challenge }) => challenge)).size).toBe(1);
        one.clock.advance({ hours: 1 });
      }
    });
  });
});
