import { useCallback } from 'react';
import type { SignInTestOutcome } from '#contract/rpc/sign-in-test';
import type { Received } from './example/received.ts';
import { draftOf } from './form/draft.ts';
import { holdsPrivateKey } from './form/problems.ts';
import type { ProviderForm } from './form/provider-form.ts';
import { ProviderTest } from './provider-test.tsx';
import { SignInTest } from './sign-in-test.tsx';

interface ProviderTestsProps {
  readonly form: ProviderForm;
  readonly onReceived?: (received: Received) => void;
}

/** Both tests of a draft: what shows without anybody, and what a real sign-in brings. */
export function ProviderTests({ form, onReceived }: ProviderTestsProps) {
  const tell = useCallback(({ claims }: SignInTestOutcome) => onReceived?.(claims), [onReceived]);
  return (
    <>
      <ProviderTest form={form} />
      {/* A private key that was pasted by mistake is not sent anywhere. */}
      {form.protocol !== 'email-code' && !holdsPrivateKey(form) && <SignInTest connection={draftOf(form)} onOutcome={tell} />}
    </>
  );
}
