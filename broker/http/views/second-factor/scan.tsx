import { secondFactorTexts as texts } from '#contract/messages/en/second-factor';
import type { EnrolmentOffer } from '../../../domain/ports/factor-pages.ts';
import { QrCode } from '../qr-code.tsx';
import { CodeForm } from './code-form.tsx';
import type { StepProps } from './step-form.tsx';

interface Props extends StepProps {
  readonly offer: Extract<EnrolmentOffer, { page: 'scan' }>;
  readonly words: { readonly text: string; readonly label: string; readonly hint: string };
}

/** A picture for an app, the same as text, and a code to prove that it arrived. */
export function ScanPage(props: Props) {
  const { offer, words } = props;
  return (
    <>
      <p>{words.text}</p>
      <p>{texts.scan.text}</p>
      <QrCode text={offer.uri} label={texts.scan.picture} />
      <p>
        <a href={offer.uri}>{texts.scan.openApp}</a>
      </p>
      <details class="by-hand">
        <summary>{texts.scan.byHand}</summary>
        <p>
          {texts.scan.secret}: <code class="code">{offer.secretText}</code>
        </p>
      </details>
      <CodeForm {...props} code={{ shape: 'digits' }} words={words} button={texts.confirm} named />
    </>
  );
}
