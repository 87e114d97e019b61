/**
 * A code by e-mail, to the address that the company asserts in this very sign-in; none is kept. Weak: who reads the mailbox may have
 * the company's password too (NIST SP 800-63B-4, 3.1.3.1 rules e-mail out), so it never proves more than `any`.
 */
import { refuse } from '../domain/app-error.ts';
import type { FactorId } from '../domain/brands.ts';
import { drawCode, groupedCode, readCode } from '../domain/crockford.ts';
import type { Factor, FactorScene } from '../domain/ports/factor.ts';
import type { Mailer } from '../domain/ports/mailer.ts';
import type { Places } from '../domain/ports/places.ts';
import { takeCode } from '../domain/sent-code-counting.ts';
import { codeMail } from './sent-code/mail.ts';
import { createSentCodes, type SentCodesDeps } from './sent-code/sent-codes.ts';

/** 40 bits. */
const signs = 8;

const noCode = refuse('sent_code_malformed', 'email-code.not-eight-signs');

export interface EmailCodeDeps extends SentCodesDeps {
  readonly mailer: Mailer | null;
  readonly places: Places;
}

export function createEmailCode(deps: EmailCodeDeps): Factor {
  const { mailer, rates, random } = deps;
  const codes = createSentCodes(deps, 'email-code');

  async function send(scene: FactorScene) {
    const { mailbox, methods, tenant, subject } = scene;
    if (mailer === null || mailbox === null) return refuse('sent_code_not_sent', 'email-code.no-mailbox');
    const code = drawCode(random, signs);
    const { minutes } = methods['email-code'];
    const sent = await codes.send(scene, {
      code,
      minutes,
      about: {},
      async deliver(now) {
        if ((await takeCode(rates, { tenant: tenant.id, person: subject }, now)) !== null)
          return refuse('sent_code_too_many', 'email-code.of-the-person');
        const outcome = await mailer.send(codeMail(mailbox.address, { scene, code: groupedCode(code), minutes, now, places: deps.places }));
        return outcome.sent ? null : refuse('sent_code_not_sent', `email-code.${outcome.because}`);
      },
    });
    return sent.ok ? { ok: true as const, memory: { challenge: sent.challenge } } : sent;
  }

  return {
    kind: 'email-code',
    isGuessable: true,
    isOwn: false,
    isOffered: ({ methods }) => mailer !== null && methods['email-code'].enabled,
    // After a first step by a code to the same mailbox, this would be that step again.
    isAtHand: ({ mailbox }) => mailbox !== null && !mailbox.wasFirstStep,
    use: {
      async begin(scene) {
        const standing = await codes.underWay(scene, () => true);
        return standing === null ? send(scene) : { ok: true, memory: { challenge: standing.id } };
      },
      again: send,
      async prompt(scene, memory) {
        const code = await codes.find(scene, memory);
        if (code === null || scene.mailbox === null) return null;
        return { page: 'code', shape: 'letters', sentTo: mailHint(scene.mailbox.address), againAt: code.againAt };
      },
      refuseSlip: ({ text }) => (readCode(text, signs) === null ? noCode : null),
      async verify(scene, memory, { text }) {
        const code = readCode(text, signs);
        if (code === null) return noCode;
        const checked = await codes.check(scene, memory, code);
        return checked.ok ? { ok: true, factor: 'email-code' as FactorId } : checked;
      },
    },
  };
}

/** `a***@borealis.example`: enough to know which mailbox to look into, for who has one there. */
function mailHint(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}***${address.slice(at)}`;
}
