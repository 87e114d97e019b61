/**
 * The connector without a provider: a code sent by e-mail proves that somebody reads an address. Who asks learns nothing of
 * whether the address may sign in: the pages are the same, and so is the time, because everything is done in either case and
 * the message goes out after the answer. A code counts for one login, one browser, one address, and once.
 */
import { emailCodeTexts } from '#contract/messages/en/email-code';
import type { EmailCodeConnection } from '#contract/settings/connections/email-code';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import { connectionOf } from '../../domain/connection.ts';
import { vouchesFor } from '../../domain/connection-names.ts';
import { type EmailAddress, parseEmail } from '../../domain/email-domains.ts';
import { type Identity, toldNothingOfSession } from '../../domain/identity.ts';
import { issuerOf } from '../../domain/issuer.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Connector, FormDeparture, Proven } from '../../domain/ports/connector.ts';
import type { Mailer } from '../../domain/ports/mailer.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { OnceStore } from '../../domain/ports/stores/once-store.ts';
import type { RateStore } from '../../domain/ports/stores/rate-store.ts';
import type { Vault } from '../../domain/ports/vault.ts';
import { sameText } from '../../domain/same-text.ts';
import { codeFrom, drawEmailCode, shownCode } from './code.ts';
import { type MailboxFrom, networkName, nextCode, settleGuess, takeGuess } from './guesses.ts';
import { codeLifetimeMs, takeSend, takeTry } from './limits.ts';
import { codeMessage } from './message.ts';

export interface EmailCodeConnectorDeps {
  readonly mailer: Mailer;
  readonly once: OnceStore;
  readonly rates: RateStore;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
}

type Completing = Parameters<Connector['complete']>[0];

const shapeOfReference = /^[A-Za-z0-9_-]{22}$/;

export function createEmailCodeConnector(deps: EmailCodeConnectorDeps): Connector {
  const form = (
    input: Pick<Completing, 'addresses' | 'reference'>,
    more: Pick<FormDeparture, 'asks' | 'problem' | 'value' | 'withLetters'>,
    kept: Kept,
  ): FormDeparture => {
    // Another site that has a form to our address does not have this.
    const token = deps.random.token(16);
    const fields = { reference: input.reference, token };
    return { kind: 'form', url: input.addresses.redirectUri, fields, ...more, memory: { token, ...kept } };
  };
  const again = (input: Completing, asks: FormDeparture['asks'], problem: Refusal | null, kept: Kept): Proven => ({
    ok: 'again',
    departure: form(input, { asks, problem, ...(kept.length === 'long' ? { withLetters: true } : {}) }, kept),
  });

  /** The pseudonym of a code: what the login remembers, and of no use without the key of the tenant. */
  const markOf = ({ tenant, reference }: Completing, address: string, code: string) =>
    deps.vault.fingerprint(tenant, 'email-code', [reference, address, code]);

  const mailboxFrom = async ({ tenant, arrival }: Completing, address: string): Promise<MailboxFrom> => ({
    tenant,
    mailbox: await deps.vault.fingerprint(tenant, 'email-code-address', [address]),
    network: networkName(arrival.network),
  });

  async function sendCode(input: Completing, connection: EmailCodeConnection, { address, domain }: EmailAddress): Promise<Proven> {
    const now = deps.clock.now();
    const at = await mailboxFrom(input, address);
    if (!(await takeSend(deps, input, at, now))) return refuse('email_code_too_many', 'email-code.sends');
    const { isPaused, length, wrongTries } = await nextCode(deps.rates, at, now);
    if (isPaused) return refuse('email_code_paused', 'email-code.paused');
    const mayRead = vouchesFor(connection, domain);
    const code = drawEmailCode(deps.random, length);
    // Nobody gets a code that was not sent, by guessing either: then the mark is that of something longer.
    const mark = await markOf(input, address, mayRead ? code : deps.random.token(32));
    const site = new URL(input.addresses.redirectUri).host;
    if (mayRead) deps.mailer.deliver(codeMessage(address, { code: shownCode(code, length), site, name: connection.name, wrongTries }));
    return again(input, 'code', null, { address, mark, sentAt: String(now), length });
  }

  async function checkCode(input: Completing, connection: EmailCodeConnection, kept: Kept): Promise<Proven> {
    const length = kept.length === 'long' ? 'long' : 'short';
    const code = codeFrom(input.arrival.form.code ?? '', length);
    if (code === null) return again(input, 'code', refuse('email_code_wrong', 'email-code.shape'), kept);
    const now = deps.clock.now();
    if (now - Number(kept.sentAt) >= codeLifetimeMs) return again(input, 'code', refuse('email_code_expired', 'email-code.expired'), kept);
    if (!(await takeTry(deps, input, now))) return refuse('email_code_exhausted', 'email-code.tries');
    const at = await mailboxFrom(input, kept.address);
    const judged = await takeGuess(deps.rates, at, now);
    if (judged === null) return refuse('email_code_paused', 'email-code.paused');
    if (!judged.includes(length)) return again(input, 'code', refuse('email_code_outgrown', 'email-code.outgrown'), kept);
    if (!sameText(await markOf(input, kept.address, code), kept.mark))
      return again(input, 'code', refuse('email_code_wrong', 'email-code.wrong'), kept);
    await settleGuess(deps.rates, at, now);
    for (const name of ['answer', 'subject'] as const) input.observer?.step({ name, ok: true, because: `email-code.${name}` });
    input.observer?.received(() => ({ email: [kept.address] }));
    return { ok: true, identity: identityOf(connection, kept.address) };
  }

  return {
    protocol: 'email-code',

    // Every sign-in is a fresh one: there is no session anywhere that could answer for the person.
    async depart({ addresses, reference, loginHint, ...given }) {
      connectionOf('email-code', given.connection);
      const value = loginHint === null ? {} : { value: loginHint };
      return form({ addresses, reference }, { asks: 'email', problem: null, ...value }, nothingSent);
    },

    referenceOf: ({ method, form: { reference } }) =>
      method === 'POST' && reference !== undefined && shapeOfReference.test(reference) ? reference : null,

    async complete(input) {
      const connection = connectionOf('email-code', input.connection);
      const { token, address = '', mark = '', sentAt = '', length = '' } = input.memory;
      const asked = input.arrival.form;
      if (!token || asked.token === undefined || !sameText(asked.token, token)) return refuse('login_form_stale', 'email-code.token');
      const kept = { address, mark, sentAt, length };
      if (asked.change !== undefined) return again(input, 'email', null, nothingSent);
      if (address !== '' && asked.again === undefined) return checkCode(input, connection, kept);
      // One form of every address, for the message, the pseudonym and the subject: what is proven is that very mailbox.
      const parsed = parseEmail(address !== '' ? address : (asked.email ?? '').trim().toLowerCase());
      return parsed === null
        ? again(input, 'email', refuse('email_code_address', 'email-code.address'), nothingSent)
        : sendCode(input, connection, parsed);
    },

    logout: async () => null,

    async test() {
      const because = await deps.mailer.problem();
      const { ok, fails } = emailCodeTexts.checks;
      const text = because === null ? ok : fails.replace('{because}', because);
      return { ok: because === null, checks: [{ name: 'mail', ok: because === null, text }] };
    },
  };
}

/** What the login remembers between its questions, sealed for this browser. Empty texts while no code was asked for. */
interface Kept {
  readonly address: string;
  readonly mark: string;
  readonly sentAt: string;
  readonly length: string;
  readonly [name: string]: string;
}

const nothingSent: Kept = { address: '', mark: '', sentAt: '', length: '' };

function identityOf(connection: EmailCodeConnection, address: string): Identity {
  return {
    connection: connection.id,
    issuer: issuerOf(connection),
    subject: address,
    email: { address, verified: true },
    firstName: null,
    lastName: null,
    displayName: null,
    groups: null,
    attributes: {},
    ...toldNothingOfSession,
  };
}
