import { methodTexts, secondFactorTexts as texts } from '#contract/messages/en/second-factor';
import type { FactorKind } from '../../../domain/ports/factor.ts';
import type { Prompt } from '../../../domain/ports/factor-pages.ts';
import { fill } from '../../../pages/text.ts';
import { CodeForm } from './code-form.tsx';
import { KeyForm } from './key.tsx';
import { PhonePrompt } from './phone.tsx';
import type { StepProps } from './step-form.tsx';

interface Props extends StepProps {
  readonly method: FactorKind;
  readonly prompt: Prompt;
  readonly rememberDays: number | null;
}

/** What a person does to show a factor of theirs; by the kind of page, never by method. */
export function PromptPage(props: Props) {
  const words = methodTexts[props.method].use;
  const { prompt } = props;
  switch (prompt.page) {
    case 'code':
      return (
        <>
          <p class="subtle">{fill(words.text, { to: prompt.sentTo ?? '' })}</p>
          <CodeForm {...props} code={prompt} words={words} button={texts.goOn} />
        </>
      );
    case 'key':
      return (
        <>
          <p class="subtle">{words.text}</p>
          <KeyForm {...props} ceremony="get" page={prompt} />
        </>
      );
    case 'phone':
      return <PhonePrompt {...props} page={prompt} words={words} />;
    default:
      return prompt satisfies never;
  }
}
