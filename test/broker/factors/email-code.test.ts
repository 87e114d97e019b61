import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FactorMemory, FactorScene } from '../../../broker/domain/ports/factor.ts';
import type { MailRefusal } from '../../../broker/domain/ports/mailer.ts';
import { createEmailCode } from '../../../broker/factors/email-code.ts';
import { brand } from '../../support/builders/brand.ts';
import { aSentScene, openSentCodes, type SentCodesBench } from '../../support/sent-codes.ts';

const ada = aSentScene();

let bench: SentCodesBench;
beforeEach(async () => {
  bench = await openSentCodes();
});
afterEach(() => bench.close());

async function sent(scene: FactorScene = ada): Promise<FactorMemory> {
  const begun = await bench.email.use.begin(scene);
  if (!begun.ok) throw new Error(begun.because);
  return begun.memory;
}
const verify = (memory: FactorMemory, text: string, scene = ada) => bench.email.use.verify(scene, memory, { text });

describe('a code by e-mail', () => {
  test('goes to the address of this sign-in, in the body alone, with when and from where', async () => {
    await sent({ ...ada, visit: { ...ada.visit, agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' } });
    const [mail] = bench.mails;
    expect(mail?.to).toBe('ada@borealis.example');
    expect(mail?.subject).toBe('Your code to confirm your sign-in at Acme Help');
    expect(bench.mailCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(mail?.subject).not.toContain(bench.mailCode());
    expect(mail?.text).toContain('for 10 minutes');
    expect(mail?.text).toContain('When: 21 November 2026 at 12:00 UTC\nAddress: 203.0.113.7\nBrowser: Firefox on Linux\n');
    expect(`${mail?.subject}\n${mail?.text}`).not.toMatch(/https?:|[{}]/);
  });

  test('shows which mailbox to look into, and no more of it', async () => {
    const memory = await sent();
    expect(await bench.email.use.prompt(ada, memory)).toEqual({
      page: 'code',
      shape: 'letters',
      sentTo: 'a***@borealis.example',
      againAt: bench.clock.now() + 30_000,
    });
  });

  test('counts once, as people type it', async () => {
    const memory = await sent();
    const typed = ` ${bench.mailCode().toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect(await verify(memory, typed)).toEqual({ ok: true, factor: 'email-code' });
    expect(await verify(memory, typed)).toMatchObject({ ok: false, code: 'sent_code_used' });
  });

  test('is void when another was sent, and after its minutes', async () => {
    const first = await sent();
    const old = bench.mailCode();
    expect(await bench.email.use.again?.(ada, first)).toMatchObject({ code: 'sent_code_too_soon' });
    bench.clock.advance({ seconds: 30 });
    const again = await bench.email.use.again?.(ada, first);
    if (!again?.ok) throw new Error('not sent');
    expect(await verify(first, old)).toMatchObject({ ok: false });
    expect(await verify(again.memory, old)).toMatchObject({ ok: false, code: 'sent_code_wrong' });
    bench.clock.advance({ minutes: 10 });
    expect(await bench.email.use.prompt(ada, again.memory)).toBeNull();
    expect(await verify(again.memory, bench.mailCode())).toMatchObject({ ok: false, code: 'sent_code_gone' });
  });

  test.each(['ABCD-EFG', 'ABCD-EFGH-J', 'ABCD-EFGU', '', '!!!!!!!!'])('is no code: %j', (text) => {
    expect(bench.email.use.refuseSlip({ text })).toMatchObject({ code: 'sent_code_malformed' });
  });

  test('counts for nobody else, in no other login', async () => {
    const memory = await sent();
    const others = [
      { ...ada, subject: brand('bo') },
      { ...ada, occasion: 'login-2' },
      { ...ada, tenant: { ...ada.tenant, id: brand('ten_other') } },
    ];
    for (const scene of others as FactorScene[])
      expect(await verify(memory, bench.mailCode(), scene)).toMatchObject({ code: 'sent_code_gone' });
    expect(await verify(memory, bench.mailCode())).toMatchObject({ ok: true });
  });

  test('is not sent to a site’s own words for links, whatever the administrator calls it', async () => {
    await sent({ ...ada, siteName: 'Acme www.evil.example\nBcc: x' });
    expect(`${bench.mails[0]?.subject}`).not.toMatch(/evil|\n/);
  });

  test('shares the five an hour with messages by SMS', async () => {
    await bench.withNumber();
    for (let count = 0; count < 4; count += 1) {
      bench.clock.advance({ minutes: 3 });
      await sent({ ...ada, occasion: `login ${count}` });
    }
    bench.clock.advance({ minutes: 3 });
    expect(await bench.email.use.begin({ ...ada, occasion: 'late' })).toMatchObject({ code: 'sent_code_too_many' });
    expect(await bench.sms.use.begin({ ...ada, occasion: 'late' })).toMatchObject({ code: 'sent_code_too_many' });
  });

  test.each<MailRefusal>(['invalid-address', 'rejected', 'throttled', 'not-allowed', 'unavailable'])(
    'that could not be sent is told as that, not why: %s',
    async (because) => {
      bench.answer.mail = { sent: false, because };
      expect(await bench.email.use.begin(ada)).toEqual({ ok: false, code: 'sent_code_not_sent', because: `email-code.${because}` });
    },
  );

  test('leaves no address and no code in the database', async () => {
    const memory = await sent();
    const row = await bench.storage.challenges.find(ada.tenant.id, brand(memory.challenge ?? ''));
    const kept = `${JSON.stringify(row)} ${Buffer.from(row?.sealed ?? []).toString('latin1')}`;
    for (const secret of ['ada@', 'borealis', bench.mailCode(), bench.mailCode().replace('-', '')]) expect(kept).not.toContain(secret);
  });
});

describe('codes by e-mail are', () => {
  test('for everybody with an address that their company may speak for, without setting anything up', async () => {
    expect(bench.email.isOwn).toBe(false);
    expect(bench.email.enrol).toBeUndefined();
    expect(await bench.email.isAtHand(ada, [])).toBe(true);
    expect(await bench.email.isAtHand({ ...ada, mailbox: null }, [])).toBe(false);
    expect(await bench.email.use.begin({ ...ada, mailbox: null })).toMatchObject({ code: 'sent_code_not_sent' });
  });

  test('no second step for who has just signed in by a code to the same mailbox', async () => {
    expect(await bench.email.isAtHand({ ...ada, mailbox: { address: 'ada@borealis.example', wasFirstStep: true } }, [])).toBe(false);
  });

  test('offered where they are on and there is a mail server', () => {
    const { storage, clock } = bench;
    expect(bench.email.isOffered(ada)).toBe(true);
    expect(bench.email.isOffered({ methods: { ...ada.methods, 'email-code': { enabled: false, minutes: 10 } } })).toBe(false);
    const parts = { challenges: storage.challenges, rates: storage.rates, vault: storage.vault, clock };
    const without = createEmailCode({
      ...parts,
      mailer: null,
      random: { bytes: () => new Uint8Array(), token: () => '' },
      places: { isKnown: false, placeOf: () => null },
    });
    expect(without.isOffered(ada)).toBe(false);
  });
});
