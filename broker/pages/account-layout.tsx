import type { ComponentChildren } from 'preact';
import { pageTexts } from '#contract/messages/en/portal';
import type { Brand } from './brand.ts';
import { BrandMark } from './components/brand-mark.tsx';
import { safeTarget } from './security.ts';

/** Pages about the person at the browser, at the login host: wider than a card, and without the portal's menu. */
export function AccountLayout(props: { brand: Brand; home: string; children: ComponentChildren }) {
  const { brand } = props;
  return (
    <>
      <header class="bar">
        <div class="wrap">
          <a class="brand" href={safeTarget(props.home)}>
            <BrandMark name={brand.name} />
            <span>{brand.name}</span>
          </a>
        </div>
      </header>
      <main id="content" tabindex={-1}>
        <div class="wrap account">{props.children}</div>
      </main>
      <footer class="foot">
        <div class="wrap">
          <span>{brand.name}</span>
          {brand.contact !== '' && (
            <span>
              {pageTexts.whomToAsk} {brand.contact}
            </span>
          )}
        </div>
      </footer>
    </>
  );
}
