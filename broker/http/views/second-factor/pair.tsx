import { secondFactorTexts } from '#contract/messages/en/second-factor';
import type { EnrolmentOffer } from '../../../domain/ports/factor-pages.ts';
import { waitScriptPath } from '../../../pages/assets.ts';
import { Button } from '../../../pages/components/button.tsx';
import { Field } from '../../../pages/components/field.tsx';
import { TextInput } from '../../../pages/components/inputs.tsx';
import { fill } from '../../../pages/text.ts';
import { QrCode } from '../qr-code.tsx';
import { WrongNotice } from './code-form.tsx';
import { inThrees } from './phone.tsx';
import { StepForm, type StepProps } from './step-form.tsx';

type Offer = Extract<EnrolmentOffer, { page: 'pair' }>;

interface Props extends StepProps {
  readonly offer: Offer;
  readonly words: { readonly text: string; readonly label: string; readonly hint: string };
}

const texts = secondFactorTexts.pair;

/** A phone is invited by a picture or a code; then both sides show the same six digits. */
export function PairPage(props: Props) {
  return props.offer.check === null ? <Invitation {...props} /> : <Comparison {...props} check={props.offer.check} />;
}

function Invitation({ offer, words, formToken, wrong }: Props) {
  return (
    <>
      {wrong !== null && <WrongNotice {...wrong} />}
      <p>{words.text}</p>
      <QrCode text={offer.uri} label={texts.picture} />
      <p>{texts.typed}</p>
      <dl class="pair-by-hand">
        <div>
          <dt>{texts.place}</dt>
          <dd>
            <a href={offer.uri}>{offer.place}</a>
          </dd>
        </div>
        <div>
          <dt>{texts.code}</dt>
          <dd>
            <code class="code">{offer.code}</code>
          </dd>
        </div>
      </dl>
      <p class="subtle">{texts.iphone}</p>
      <StepForm formToken={formToken} hidden={{ answer: 'paired' }}>
        <p class="subtle" role="status" data-elsewhere="reload" hidden>
          {texts.waiting}
        </p>
        <Button emphasis="plain" wide>
          {texts.goOn}
        </Button>
      </StepForm>
      <script src={waitScriptPath} defer />
    </>
  );
}

function Comparison({ offer, words, formToken, wrong, check }: Props & { check: string }) {
  return (
    <>
      <p>{fill(texts.compare, { device: offer.device ?? '' })}</p>
      <p class="on-phone">
        <span class="hidden">{texts.check} </span>
        <strong>{inThrees(check)}</strong>
      </p>
      <StepForm formToken={formToken} hidden={{ answer: 'same' }}>
        {wrong !== null && <WrongNotice {...wrong} />}
        <Field id="label" label={words.label} hint={words.hint}>
          {(wiring) => <TextInput wiring={wiring} name="label" maxLength={40} autocomplete="off" value={offer.device ?? ''} />}
        </Field>
        <Button wide>{texts.same}</Button>
      </StepForm>
      <StepForm formToken={formToken}>
        <Button name="again" value="yes" emphasis="quiet" wide>
          {texts.other}
        </Button>
      </StepForm>
    </>
  );
}
