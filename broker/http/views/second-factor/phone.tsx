import { secondFactorTexts } from '#contract/messages/en/second-factor';
import type { EpochMs } from '../../../domain/brands.ts';
import type { PhonePage } from '../../../domain/ports/factor-pages.ts';
import { waitScriptPath } from '../../../pages/assets.ts';
import { Button } from '../../../pages/components/button.tsx';
import { Moment } from '../../../pages/components/moment.tsx';
import { fill } from '../../../pages/text.ts';
import { RememberChoice, WrongNotice } from './code-form.tsx';
import { StepForm, type StepProps } from './step-form.tsx';

interface Props extends StepProps {
  readonly page: PhonePage;
  readonly words: { readonly text: string; readonly hint: string };
  /** How long a browser may be remembered; null where it may not. */
  readonly rememberDays?: number | null;
}

const texts = secondFactorTexts.phone;

/** A number to type on the phone. The page goes on by itself once that is done; without script, by a button. */
export function PhonePrompt({ page, words, formToken, wrong, rememberDays }: Props) {
  const { number, device } = page;
  if (number === null)
    return (
      <StepForm formToken={formToken}>
        {wrong === null ? <p>{texts.nothingOpen}</p> : <WrongNotice {...wrong} />}
        <Button name="again" value="yes" wide>
          {texts.ask}
        </Button>
      </StepForm>
    );
  return (
    <>
      <p>{device === null ? words.text : fill(texts.textOf, { device })}</p>
      <p class="on-phone">
        <span class="hidden">{texts.number} </span>
        <strong>{inThrees(number)}</strong>
      </p>
      <p class="subtle">
        {words.hint} {page.until !== null && <Until at={page.until} />}
      </p>
      <StepForm formToken={formToken} hidden={{ answer: 'phone' }}>
        {wrong !== null && <WrongNotice {...wrong} />}
        {rememberDays != null && <RememberChoice days={rememberDays} checked={wrong?.given?.remembers} />}
        <p class="subtle" role="status" data-elsewhere="submit" hidden>
          {texts.waiting}
        </p>
        <Button emphasis="plain" wide>
          {texts.answered}
        </Button>
      </StepForm>
      <StepForm formToken={formToken}>
        <p class="subtle">{texts.notThere}</p>
        <Button name="again" value="yes" emphasis="quiet" wide>
          {texts.again}
        </Button>
      </StepForm>
      <script src={waitScriptPath} defer />
    </>
  );
}

function Until({ at }: { at: EpochMs }) {
  const [before = '', after = ''] = texts.until.split('{time}');
  return (
    <>
      {before}
      <Moment at={at} />
      {after}
    </>
  );
}

export function inThrees(number: string): string {
  return `${number.slice(0, 3)} ${number.slice(3)}`;
}
