import { errorWords } from '#contract/errors';
import { signInTestTexts as texts } from '#contract/messages/en/sign-in-test';
import { type SignInCheckName, type SignInTestCheck, signInCheckNames } from '#contract/rpc/sign-in-test';
import type { Protocol } from '#contract/settings/connection';
import type { Refusal } from '../../domain/app-error.ts';
import type { Observed } from '../../domain/observations.ts';

/** What every sign-in of a protocol goes through, in the order in which it is told. Others are told where they were seen. */
const expected: Readonly<Record<Protocol, readonly SignInCheckName[]>> = {
  saml: ['request', 'answer', 'message', 'signature', 'issuer', 'audience', 'in-response-to', 'times', 'context', 'subject', 'claims'],
  oidc: [
    'request',
    'provider',
    'answer',
    'exchange',
    'signature',
    'issuer',
    'audience',
    'in-response-to',
    'times',
    'context',
    'subject',
    'claims',
  ],
  oauth2: ['request', 'answer', 'exchange', 'userinfo', 'subject', 'claims'],
  'email-code': ['request', 'answer', 'subject'],
};

/** A difference of clocks that nobody has to look at, in seconds. */
const noticedSeconds = 20;

/** The connector's own checks: what was passed, what ended it, and what was not come to. Pure. */
export function proofChecks(protocol: Protocol, observed: Observed, refusal: Refusal | null, subject: string | null): SignInTestCheck[] {
  const failed = refusal === null ? null : (observed.steps.find(({ ok }) => !ok)?.name ?? 'answer');
  const passed = new Set(observed.steps.filter(({ ok, name }) => ok && name !== failed).map(({ name }) => name));
  return signInCheckNames
    .filter((name) => expected[protocol].includes(name) || passed.has(name) || name === failed)
    .map((name) => {
      if (name === failed && refusal !== null) return { name, result: 'failed', text: errorWords[refusal.code].text };
      if (!passed.has(name)) return { name, result: 'not-reached', text: texts.notReached };
      if (name === 'times') return timesCheck(observed);
      return { name, result: 'passed', text: texts.passed[name].replace('{subject}', () => subject ?? '') };
    });
}

function timesCheck({ facts }: Observed): SignInTestCheck {
  const seconds = Number(facts['clock-difference-seconds'] ?? 0);
  const isClose = !Number.isFinite(seconds) || Math.abs(seconds) < 2;
  const clocks = isClose
    ? texts.clocksAgree
    : texts.clocksDiffer.replace('{seconds}', String(Math.abs(seconds))).replace('{direction}', seconds > 0 ? texts.ahead : texts.behind);
  const result = Math.abs(seconds) >= noticedSeconds ? 'notice' : 'passed';
  return { name: 'times', result, text: texts.passed.times.replace('{clocks}', clocks) };
}
