import type { ComponentChildren } from 'preact';
import { pageTexts } from '#contract/messages/en/portal';
import type { Brand } from './brand.ts';
import { Avatar } from './components/avatar.tsx';
import { BrandMark } from './components/brand-mark.tsx';
import { safeTarget } from './security.ts';

/** The person at the browser, as far as the header needs it. */
export interface SignedIn {
  readonly displayName: string;
  /** Opens the trace of the sign-in; whom to ask stands beside it. */
  readonly supportCode: string | null;
  readonly home: string;
  readonly links: readonly { readonly href: string; readonly text: string; readonly current: boolean }[];
  /** Where the person sees to their second steps and sessions. */
  readonly security: string;
  readonly signOut: { readonly action: string; readonly token: string };
}

/** Header with the way home, the person's menu and sign-out; works without script (`details`). */
export function PortalLayout(props: { brand: Brand; user?: SignedIn | undefined; children: ComponentChildren }) {
  const { brand, user } = props;
  return (
    <>
      <header class="bar">
        <div class="wrap">
          <a class="brand" href={user?.home ?? '/'}>
            <BrandMark name={brand.name} />
            <span>{brand.name}</span>
          </a>
          {user && (
            <nav aria-label={pageTexts.mainNavigation}>
              {user.links.map((link) => (
                <a key={link.href} class="bar-link" href={link.href} aria-current={link.current ? 'page' : undefined}>
                  {link.text}
                </a>
              ))}
              <details class="menu">
                <summary aria-label={pageTexts.yourMenu}>
                  <Avatar name={user.displayName} />
                </summary>
                <div class="menu-panel">
                  <p>{user.displayName}</p>
                  <a href={safeTarget(user.security)}>{pageTexts.security}</a>
                  <form method="post" action={user.signOut.action}>
                    <input type="hidden" name="csrf" value={user.signOut.token} />
                    <button type="submit">{pageTexts.signOut}</button>
                  </form>
                </div>
              </details>
            </nav>
          )}
        </div>
      </header>
      <main id="content" tabindex={-1}>
        {props.children}
      </main>
      <footer class="foot">
        <div class="wrap">
          <span>{brand.name}</span>
          {brand.contact !== '' && <span>{brand.contact}</span>}
          {user && user.supportCode !== null && (
            <span>
              {pageTexts.signInCode} <span class="code">{user.supportCode}</span>
            </span>
          )}
        </div>
      </footer>
    </>
  );
}
