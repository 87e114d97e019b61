import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { RpcResult } from '#contract/rpc/result';
import type { ConnectionTestResult } from '#contract/rpc/status';
import { en } from '../i18n/en.ts';
import { rpc } from '../rpc.ts';
import { Checks } from '../ui/checks.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { draftOf } from './form/draft.ts';
import { holdsPrivateKey } from './form/problems.ts';
import type { ProviderForm } from './form/provider-form.ts';

/** Asks the broker to try the draft out, without anybody signing in. The result belongs to the draft that was tested. */
export function ProviderTest({ form }: { form: ProviderForm }) {
  const connection = draftOf(form);
  // It is not sent anywhere, not even to be refused.
  const blocked = holdsPrivateKey(form);
  const [tested, setTested] = useState<{ draft: string; result: RpcResult<ConnectionTestResult> } | null>(null);
  const draft = JSON.stringify(connection);
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    setBusy(true);
    setTested({ draft, result: await rpc('connection.test', { connection }) });
    setBusy(false);
  };
  const result = tested?.draft === draft ? tested.result : null;
  return (
    <div className="test">
      <Button onClick={() => void test()} isLoading={busy} isDisabled={blocked}>
        {en.editor.runTest}
      </Button>
      {result?.ok === true && (
        <>
          <Message kind={result.value.ok ? 'success' : 'warning'}>{result.value.ok ? en.editor.testOk : en.editor.testBad}</Message>
          <Checks
            label={en.editor.runTest}
            checks={result.value.checks.map((check) => ({ ...check, name: en.editor.checks[check.name] ?? check.name }))}
          />
        </>
      )}
      {result?.ok === false && <SaveError error={result.error} elsewhere={result.error.problems.map(({ message }) => message)} />}
    </div>
  );
}
