import { methodTexts } from '#contract/messages/en/second-factor';
import { securityTexts } from '#contract/messages/en/security-page';
import type { FactorKind } from '../../../domain/ports/factor.ts';
import type { EnrolmentOffer } from '../../../domain/ports/factor-pages.ts';
import { securityAddress, securityPath } from '../../../domain/security-page.ts';
import { Button } from '../../../pages/components/button.tsx';
import { OfferPage } from '../second-factor/offer.tsx';
import { OtherWays, sendingOf } from '../second-factor/other-ways.tsx';
import type { StepProps } from '../second-factor/step-form.tsx';
import { TokenForm } from '../token-form.tsx';

const texts = securityTexts.add;

/** Which one to add. */
export function AddPage({ methods, formToken }: { methods: readonly FactorKind[]; formToken: string }) {
  return (
    <div class="stack">
      <h1>{texts.heading}</h1>
      <p>{methods.length === 0 ? texts.none : texts.text}</p>
      <ul class="ways" aria-label={texts.list}>
        {methods.map((method) => (
          <li key={method}>
            <TokenForm action={securityAddress('add')} formToken={formToken}>
              <Button name="method" value={method} emphasis="plain" wide>
                {methodTexts[method].name}
              </Button>
              <p class="subtle">{methodTexts[method].enrol?.choice}</p>
            </TokenForm>
          </li>
        ))}
      </ul>
      <p>
        <a href={securityPath}>{securityTexts.cancel}</a>
      </p>
    </div>
  );
}

/** One being set up: the very pages of a sign-in. Their forms go to the address that holds what the method remembers. */
export function SetUpPage(props: StepProps & { method: FactorKind; offer: EnrolmentOffer }) {
  const { method, offer } = props;
  return (
    <div class="stack">
      <h1>{(methodTexts[method].enrol ?? methodTexts[method].use).heading}</h1>
      <OfferPage {...props} />
      <OtherWays formToken={props.formToken} methods={[]} {...sendingOf(offer)} cancel={securityTexts.cancel} />
    </div>
  );
}
