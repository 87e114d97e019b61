import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { RpcResult } from '#contract/rpc/result';
import type { JiraTestResult } from '#contract/rpc/status';
import { en } from '../i18n/en.ts';
import { rpc } from '../rpc.ts';
import { TestResult } from './test-result.tsx';

/** Tests the credential as it is live on the broker. */
export function LiveTest() {
  const [result, setResult] = useState<RpcResult<JiraTestResult> | null>(null);
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    setBusy(true);
    setResult(await rpc('jira.test', { draft: null }));
    setBusy(false);
  };
  return (
    <div className="test">
      <Button onClick={() => void test()} isLoading={busy}>
        {en.common.test}
      </Button>
      {result !== null && <TestResult result={result} />}
    </div>
  );
}
