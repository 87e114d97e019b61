import type { ComponentChildren } from 'preact';
import { pageTexts } from '#contract/messages/en/portal';
import type { Brand } from './brand.ts';
import { BrandMark } from './components/brand-mark.tsx';

/** One card in the middle under the name of the help centre: signing in, second factor, refusals. */
export function SignInLayout(props: { brand: Brand; children: ComponentChildren }) {
  return (
    <main id="content" class="gate" tabindex={-1}>
      <div class="gate-brand">
        <BrandMark name={props.brand.name} />
        <span>{props.brand.name}</span>
      </div>
      <div class="gate-card">{props.children}</div>
      {props.brand.contact !== '' && (
        <p class="gate-foot">
          {pageTexts.whomToAsk} {props.brand.contact}
        </p>
      )}
    </main>
  );
}
