import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { pageTexts } from '#contract/messages/en/portal';
import { AccountLayout } from './account-layout.tsx';
import { accentPath, scriptPath, stylesheetPath } from './assets.ts';
import type { Brand } from './brand.ts';
import { PortalLayout, type SignedIn } from './portal-layout.tsx';
import { type FormActions, safeTarget, securityHeaders } from './security.ts';
import { SignInLayout } from './sign-in-layout.tsx';

export interface Page {
  /** Of the tab; the name of the help centre is added. */
  readonly title: string;
  readonly brand: Brand;
  readonly layout: 'portal' | 'sign-in' | 'account';
  readonly body: ComponentChildren;
  /** Who is signed in; shown by the portal layout. */
  readonly user?: SignedIn | undefined;
  /** Where the name at the top leads; of the account layout. */
  readonly home?: string | undefined;
  /** `'self'` unless told. */
  readonly formActions?: FormActions | undefined;
  /** Does a script of the page ask our origin for something? */
  readonly connects?: boolean | undefined;
  /** Where the browser goes on by itself, at once. */
  readonly refreshTo?: string | undefined;
}

/** What every route sends: escaped HTML with the headers that belong to it. */
export interface RenderedPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Renders a whole page. All text is escaped by Preact; nothing in these rooms writes markup from strings. */
export function renderPage(page: Page): RenderedPage {
  const html = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{page.title === page.brand.name ? page.title : `${page.title} - ${page.brand.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        {page.refreshTo === undefined ? null : <meta http-equiv="refresh" content={`0; url=${safeTarget(page.refreshTo)}`} />}
        <link rel="stylesheet" href={stylesheetPath} />
        <link rel="stylesheet" href={accentPath(page.brand.accentColor)} />
        <link rel="icon" href="data:," />
        <script src={scriptPath} defer />
      </head>
      <body>
        <a class="skip" href="#content">
          {pageTexts.skip}
        </a>
        {page.layout === 'portal' && (
          <PortalLayout brand={page.brand} user={page.user}>
            {page.body}
          </PortalLayout>
        )}
        {page.layout === 'sign-in' && <SignInLayout brand={page.brand}>{page.body}</SignInLayout>}
        {page.layout === 'account' && (
          <AccountLayout brand={page.brand} home={page.home ?? '/'}>
            {page.body}
          </AccountLayout>
        )}
      </body>
    </html>,
  );
  return { html: `<!doctype html>${html}`, headers: securityHeaders(page.formActions ?? 'self', page.connects) };
}
