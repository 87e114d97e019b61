import Button from '@atlaskit/button/new';
import { useEffect, useState } from 'react';
import type { RpcResult } from '#contract/rpc/result';
import type { JiraTestResult } from '#contract/rpc/status';
import { en } from '../i18n/en.ts';
import { rpc } from '../rpc.ts';
import { TestResult } from './test-result.tsx';

/** Tests the credential as it is live on the broker; at once where it was just changed. */
export function LiveTest({ atOnce }: { readonly atOnce: boolean }) {
  const [result, setResult] = useState<RpcResult<JiraTestResult> | null>(null);
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    setBusy(true);
    setResult(await rpc('jira.test', { draft: null }));
    setBusy(false);
  };
  useEffect(() => {
    if (!atOnce) return;
    setBusy(true);
    void rpc('jira.test', { draft: null }).then((found) => {
      setResult(found);
      setBusy(false);
    });
  }, [atOnce]);
  return (
    <div className="test">
      <Button onClick={() => void test()} isLoading={busy}>
        {en.common.test}
      </Button>
      {result !== null && <TestResult result={result} />}
    </div>
  );
}
