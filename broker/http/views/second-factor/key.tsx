import { secondFactorTexts } from '#contract/messages/en/second-factor';
import type { KeyPage } from '../../../domain/ports/factor-pages.ts';
import { keyScriptPath } from '../../../pages/assets.ts';
import { Button } from '../../../pages/components/button.tsx';
import { NameField, RememberChoice, WrongNotice } from './code-form.tsx';
import { StepForm, type StepProps } from './step-form.tsx';

interface Props extends StepProps {
  /** A new key is made, or one that is there is used. */
  readonly ceremony: 'create' | 'get';
  readonly page: KeyPage;
  /** How long a browser may be remembered; null where it may not. */
  readonly rememberDays?: number | null;
}

const texts = secondFactorTexts.key;

/**
 * A key that the browser asks for: the one page that needs a script. Without it, it says so, and the other ways stand below. It
 * asks at once where a key is used, but not after an answer that was refused, nor before a choice that the person has to make.
 */
export function KeyForm({ formToken, wrong, ceremony, page, rememberDays }: Props) {
  const { button, words } = texts[ceremony];
  const atOnce = ceremony === 'get' && wrong === null && rememberDays == null;
  return (
    <StepForm formToken={formToken}>
      {wrong !== null && <WrongNotice {...wrong} />}
      <p data-without-script>{texts.withoutScript}</p>
      <div
        data-key={ceremony}
        data-options={page.options}
        data-words={JSON.stringify({ ...texts.words, ...words })}
        data-at-once={atOnce ? 'yes' : undefined}
        hidden
      >
        <div class="stack">
          <input type="hidden" name="answer" value="" autocomplete="off" />
          {ceremony === 'create' && <NameField value={wrong?.given?.label} />}
          {rememberDays != null && <RememberChoice days={rememberDays} checked={wrong?.given?.remembers} />}
          <p class="error" role="alert" />
          <Button wide>{button}</Button>
          <p class="subtle" role="status" />
        </div>
      </div>
      <script src={keyScriptPath} defer />
    </StepForm>
  );
}
