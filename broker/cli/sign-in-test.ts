import { signInTestTexts as texts } from '#contract/messages/en/sign-in-test';
import type { SignInTestCheck, SignInTestOutcome, SignInTestView } from '#contract/rpc/sign-in-test';
import type { TestedConnectionAtHand } from '../domain/ports/sign-in-tests.ts';
import type { Tenant } from '../domain/tenant.ts';
import { type CliContext, type ExitCode, exitCodes } from './context.ts';
import type { CliParts } from './parts.ts';
import { json } from './print.ts';

const pauseMs = 2_000;

/** Makes a link, waits until somebody has signed in by it or it can no longer be used, and prints what came back. */
export async function runSignInTest(
  parts: CliParts,
  context: CliContext,
  at: { readonly tenant: Tenant; readonly tested: TestedConnectionAtHand; readonly asJson: boolean },
): Promise<ExitCode> {
  const { tenant, tested, asJson } = at;
  const { id, url } = await parts.signInTests.start(tenant, tested);
  context.err('Open this link in a browser and sign in. It works once, within five minutes; nobody is signed in by it.');
  context.err(`  ${url}`);
  context.err('Waiting ...');
  let view: SignInTestView | null;
  do {
    await context.pause(pauseMs);
    view = await parts.signInTests.result(tenant.id, id);
  } while (view?.state === 'waiting' || view?.state === 'under-way');
  if (view?.outcome == null) {
    context.err('Nobody signed in in time. Start again for another link.');
    return exitCodes.failed;
  }
  if (asJson) context.out(json(view.outcome));
  else for (const line of linesOf(view.outcome)) context.out(line);
  return view.outcome.ok ? exitCodes.done : exitCodes.failed;
}

const marks: Readonly<Record<SignInTestCheck['result'], string>> = {
  passed: 'ok    ',
  notice: 'look  ',
  failed: 'FAILED',
  'not-reached': '-     ',
};

/** What came of it, for a person; `--json` has the messages as well. */
function linesOf(outcome: SignInTestOutcome): string[] {
  const { checks, claims, account, entries, mend, refusal } = outcome;
  return [
    ...checks.map(({ name, result, text }) => `${marks[result]}  ${name}: ${text}`),
    ...(claims.length === 0 ? [] : ['', 'Received:', ...claims.map(({ name, values }) => `  ${name}: ${values.join(', ')}`)]),
    ...(account?.organizations?.length ? ['', `Organizations in Jira today: ${account.organizations.join(', ')}`] : []),
    ...(entries.length === 0 ? [] : ['', 'Applications:', ...entries.map(({ name, text, because }) => `  ${name}: ${text} (${because})`)]),
    ...(refusal === null ? [] : ['', `Refused: ${refusal.code} (${refusal.because})`]),
    ...(mend === null ? [] : [`Look at: ${mend.setting}. ${mend.text}`]),
    ...(mend?.step == null
      ? []
      : [`In the guide: ${mend.step.title}. ${mend.step.text}`, ...mend.step.paste.map(({ field, value }) => `  ${field}: ${value}`)]),
    '',
    outcome.ok ? texts.ended.worked.heading : texts.ended.failed.heading,
  ];
}
