import { methodTexts, secondFactorTexts as texts } from '#contract/messages/en/second-factor';
import type { FactorKind } from '../../../domain/ports/factor.ts';
import type { EnrolmentOffer } from '../../../domain/ports/factor-pages.ts';
import { fill } from '../../../pages/text.ts';
import { CodeForm } from './code-form.tsx';
import { KeyForm } from './key.tsx';
import { PairPage } from './pair.tsx';
import { PhoneNumberPage } from './phone-number.tsx';
import { ScanPage } from './scan.tsx';
import { SerialPage } from './serial.tsx';
import type { StepProps } from './step-form.tsx';

interface Props extends StepProps {
  readonly method: FactorKind;
  readonly offer: EnrolmentOffer;
}

/** What a person does to set a factor up; by the kind of page, never by method. */
export function OfferPage(props: Props) {
  const { offer } = props;
  const { use, enrol } = methodTexts[props.method];
  // What was sent is entered in the same way whether it sets something up or is used.
  const words = enrol === null || (offer.page === 'code' && offer.sentTo !== null) ? use : enrol;
  switch (offer.page) {
    case 'code':
      return (
        <>
          <p>{fill(words.text, { to: offer.sentTo ?? '' })}</p>
          <CodeForm {...props} code={offer} words={words} button={texts.confirm} named />
        </>
      );
    case 'key':
      return (
        <>
          <p>{words.text}</p>
          <KeyForm {...props} ceremony="create" page={offer} />
        </>
      );
    case 'pair':
      return <PairPage {...props} offer={offer} words={words} />;
    case 'phone-number':
      return <PhoneNumberPage {...props} offer={offer} words={words} />;
    case 'scan':
      return <ScanPage {...props} offer={offer} words={words} />;
    case 'serial':
      return <SerialPage {...props} words={words} />;
    default:
      return offer satisfies never;
  }
}
