import { methodTexts } from '#contract/messages/en/second-factor';
import { securityTexts } from '#contract/messages/en/security-page';
import { securityAddress, securityPath } from '../../../domain/security-page.ts';
import type { FactorItem } from '../../../login/security/overview.ts';
import { Button } from '../../../pages/components/button.tsx';
import { Field } from '../../../pages/components/field.tsx';
import { TextInput } from '../../../pages/components/inputs.tsx';
import { Notice } from '../../../pages/components/notice.tsx';
import { fill } from '../../../pages/text.ts';
import { TokenForm } from '../token-form.tsx';

interface Props {
  readonly factor: FactorItem;
  readonly isLast: boolean;
  readonly formToken: string;
}

const texts = securityTexts.factor;

/** One second step: another name for it, or its end, with what that means. */
export function FactorPage({ factor, isLast, formToken }: Props) {
  const address = securityAddress(`factors/${factor.id}`);
  const { rename, remove } = texts;
  const method = methodTexts[factor.kind].name;
  return (
    <div class="stack-wide">
      <div>
        <h1>{factor.label}</h1>
        {factor.label !== method && <p class="subtle">{method}</p>}
      </div>
      <TokenForm action={`${address}/rename`} formToken={formToken} class="stack">
        <Field id="label" label={rename.label} hint={rename.hint} required>
          {(wiring) => <TextInput wiring={wiring} name="label" value={factor.label} maxLength={40} />}
        </Field>
        <Button wide>{rename.button}</Button>
      </TokenForm>
      <TokenForm action={`${address}/remove`} formToken={formToken} class="stack">
        <h2>{remove.heading}</h2>
        <p>{remove.text}</p>
        {factor.kind === 'sms-code' && <p>{remove.contact}</p>}
        {isLast && (
          <Notice kind="warning">
            <p>{remove.last}</p>
          </Notice>
        )}
        <Button emphasis="plain" wide>
          {fill(remove.button, { name: factor.label })}
        </Button>
      </TokenForm>
      <p>
        <a href={securityPath}>{securityTexts.cancel}</a>
      </p>
    </div>
  );
}
