import { methodTexts, secondFactorTexts as texts } from '#contract/messages/en/second-factor';
import { methodKinds } from '#contract/settings/methods';
import type { EpochMs } from '../../../domain/brands.ts';
import type { FactorKind } from '../../../domain/ports/factor.ts';
import type { CodePage, EnrolmentOffer, Prompt } from '../../../domain/ports/factor-pages.ts';
import { Button } from '../../../pages/components/button.tsx';
import { Moment } from '../../../pages/components/moment.tsx';
import { fill } from '../../../pages/text.ts';
import { StepForm } from './step-form.tsx';

/** Other ways on, each a form of its own. */
export function OtherWays(props: {
  formToken: string;
  methods: readonly FactorKind[];
  /** They are to be set up, and not there yet. */
  isSetUp?: boolean;
  /** Something was sent, and may be sent again. */
  again?: boolean;
  /** Where it could be sent instead. */
  insteadTo?: CodePage['insteadTo'] | undefined;
  /** Until when the set-up may wait; null where it may not. */
  later?: EpochMs | null;
  /** On the security page nobody is in the middle of a sign-in. */
  cancel?: string;
}) {
  const { formToken, methods } = props;
  return (
    <div class="other-ways">
      {props.again && (
        <StepForm formToken={formToken}>
          <Button name="again" value="yes" emphasis="quiet">
            {texts.again}
          </Button>
        </StepForm>
      )}
      {props.insteadTo?.map(({ to, shown }) => (
        <StepForm key={to} formToken={formToken}>
          <Button name="again" value={to} emphasis="quiet">
            {shown === null ? texts.toAnother : fill(texts.insteadTo, { to: shown })}
          </Button>
        </StepForm>
      ))}
      {props.isSetUp && methods.length > 0 && <p class="subtle">{texts.otherSetUps}</p>}
      {inOrder(methods).map((method) => (
        <StepForm key={method} formToken={formToken}>
          <Button name="method" value={method} emphasis="quiet">
            {props.isSetUp ? methodTexts[method].name : methodTexts[method].instead}
          </Button>
        </StepForm>
      ))}
      {props.later != null && <Later formToken={formToken} until={props.later} />}
      <StepForm formToken={formToken}>
        <Button name="cancel" value="yes" emphasis="quiet">
          {props.cancel ?? texts.cancel}
        </Button>
      </StepForm>
    </div>
  );
}

/** Best first, whichever of them stands above. */
function inOrder(methods: readonly FactorKind[]): readonly FactorKind[] {
  return methodKinds.filter((kind) => methods.includes(kind));
}

/** What can be sent again, and where else. */
export function sendingOf(page: Prompt | EnrolmentOffer | null): { again: boolean; insteadTo?: CodePage['insteadTo'] | undefined } {
  return page?.page === 'code' && page.againAt !== null ? { again: true, insteadTo: page.insteadTo } : { again: false };
}

function Later({ formToken, until }: { formToken: string; until: EpochMs }) {
  const [before = '', after = ''] = texts.later.text.split('{date}');
  return (
    <StepForm formToken={formToken}>
      <Button name="later" value="yes" emphasis="quiet">
        {texts.later.button}
      </Button>
      <p class="subtle">
        {before}
        <Moment at={until} only="day" />
        {after}
      </p>
    </StepForm>
  );
}
