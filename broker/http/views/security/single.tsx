/** The pages of the security page that ask one thing. */
import { securityTexts as texts } from '#contract/messages/en/security-page';
import { securityAddress, securityPath } from '../../../domain/security-page.ts';
import { Button, LinkButton } from '../../../pages/components/button.tsx';
import { CodeList } from '../second-factor/recovery-codes.tsx';
import { TokenForm } from '../token-form.tsx';

/** In the place of a page that changes something, where nothing was shown lately. `first`: there is nothing yet to be shown. */
export function ConfirmPage({ part, first }: { part: string; first: boolean }) {
  const words = first ? texts.first : { heading: texts.confirm.title, ...texts.confirm };
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <p>{words.text}</p>
      <p>
        <LinkButton href={confirmAddress(part)} wide>
          {words.button}
        </LinkButton>
      </p>
      <BackLink />
    </div>
  );
}

/** Where somebody shows a second step once more, and comes back to this part. */
export function confirmAddress(part: string): string {
  return `${securityPath}/confirm?part=${encodeURIComponent(part)}`;
}

export function CodesPage({ formToken }: { formToken: string }) {
  const words = texts.codes;
  return (
    <div class="stack">
      <h1>{words.pageHeading}</h1>
      <p>{words.pageText}</p>
      <TokenForm action={securityAddress('codes')} formToken={formToken}>
        <Button wide>{words.button}</Button>
      </TokenForm>
      <BackLink />
    </div>
  );
}

/** Shown once, in the answer to the form that made them. */
export function NewCodesPage({ codes, href }: { codes: readonly string[]; href: string }) {
  const words = texts.codes;
  return (
    <div class="stack">
      <h1>{words.shown}</h1>
      <p>{words.shownText}</p>
      <CodeList codes={codes} />
      <p>
        <LinkButton href={href} wide>
          {words.kept}
        </LinkButton>
      </p>
    </div>
  );
}

export function SignOutPage({ formToken }: { formToken: string }) {
  const words = texts.everywhere;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <p>{words.text}</p>
      <TokenForm action={`${securityPath}/sign-out`} formToken={formToken}>
        <Button wide>{words.button}</Button>
      </TokenForm>
      <BackLink />
    </div>
  );
}

function BackLink() {
  return (
    <p>
      <a href={securityPath}>{texts.cancel}</a>
    </p>
  );
}
