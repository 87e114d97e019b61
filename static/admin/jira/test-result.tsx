import type { RpcResult } from '#contract/rpc/result';
import type { JiraTestResult } from '#contract/rpc/status';
import { en } from '../i18n/en.ts';
import { Checks } from '../ui/checks.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';

/** Each right by name, whether it is there, and what stops working without it. */
export function TestResult({ result }: { result: RpcResult<JiraTestResult> }) {
  if (!result.ok) return <SaveError error={result.error} elsewhere={result.error.problems.map(({ message }) => message)} />;
  const { ok, account, checks } = result.value;
  return (
    <>
      <Message kind={ok ? 'success' : 'warning'} title={ok ? en.jira.testOk : en.jira.testBad}>
        {account !== null && <p>{en.jira.asAccount(account.displayName)}</p>}
      </Message>
      <Checks label={en.jira.testTitle} checks={checks.map((check) => ({ ...check, name: en.jira.checks[check.name] }))} />
    </>
  );
}
