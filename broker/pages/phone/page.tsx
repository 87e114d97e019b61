import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { errorWords } from '#contract/errors';
import { phoneErrors } from '#contract/errors/phone';
import { phoneTexts as texts } from '#contract/messages/en/phone';
import { accentPath, phoneScriptPath, stylesheetPath } from '../assets.ts';
import type { Brand } from '../brand.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { TextInput } from '../components/inputs.tsx';
import type { RenderedPage } from '../page.tsx';
import { securityHeaders } from '../security.ts';
import { SignInLayout } from '../sign-in-layout.tsx';
import { fill } from '../text.ts';
import { RequestPart } from './request-part.tsx';

/** The whole page of the phone: every part is in it, and its script shows one of them. */
export function renderPhonePage(page: { brand: Brand; serverKey: string; now: number }): RenderedPage {
  const { brand } = page;
  const html = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`${texts.title} - ${brand.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="theme-color" content={brand.accentColor} />
        <meta name="apple-mobile-web-app-capable" content="yes" />
        <meta name="apple-mobile-web-app-title" content={brand.name} />
        <link rel="manifest" href="/phone/app.webmanifest" />
        <link rel="icon" href="/phone/icon-192.png" type="image/png" />
        <link rel="apple-touch-icon" href="/phone/icon-192.png" />
        <link rel="stylesheet" href={stylesheetPath} />
        <link rel="stylesheet" href={accentPath(brand.accentColor)} />
        <script src={phoneScriptPath} defer />
      </head>
      <body>
        <SignInLayout brand={brand}>
          <div data-phone data-server-key={page.serverKey} data-now={page.now} data-words={JSON.stringify(wordsOfErrors())}>
            <noscript>
              <h1>{texts.withoutScript.heading}</h1>
              <p>{texts.withoutScript.text}</p>
            </noscript>
            <Trouble />
            <Parts site={brand.name} />
          </div>
        </SignInLayout>
      </body>
    </html>,
  );
  return { html: `<!doctype html>${html}`, headers: phoneHeaders() };
}

/** As other pages, and it asks this origin, runs a worker and can be installed. No form of it goes anywhere. */
function phoneHeaders(): Record<string, string> {
  const headers = securityHeaders('none', true);
  const policy = `${headers['content-security-policy']}; manifest-src 'self'; worker-src 'self'`;
  return { ...headers, 'content-security-policy': policy };
}

function wordsOfErrors() {
  const codes = [...Object.keys(phoneErrors), 'second_factor_locked', 'too_many_requests', 'internal'] as const;
  const told = codes.map((code) => [code, errorWords[code as keyof typeof errorWords]]);
  return { ...Object.fromEntries(told), offline: texts.offline };
}

function Trouble() {
  return (
    <div class="trouble" role="alert" data-part="trouble" hidden>
      <div class="notice danger">
        <Icon name="danger" />
        <div>
          <p class="notice-title" data-is="title" />
          <p data-is="text" />
          <p data-is="action" />
        </div>
      </div>
    </div>
  );
}

function Part(props: { name: string; heading: string; children?: ComponentChildren }) {
  return (
    <section data-part={props.name} hidden>
      <div class="stack">
        <h1 tabindex={-1}>{props.heading}</h1>
        {props.children}
      </div>
    </section>
  );
}

function Parts({ site }: { site: string }) {
  const { unpaired, replace, pairing, done, removed, unsupported } = texts;
  return (
    <>
      <Part name="unsupported" heading={unsupported.heading}>
        <p>{unsupported.text}</p>
      </Part>
      <Part name="unpaired" heading={unpaired.heading}>
        <p>{fill(unpaired.text, { site })}</p>
        <p data-is="iphone" hidden>
          {unpaired.iphone}
        </p>
        <form class="stack">
          <Field id="code" label={unpaired.label} hint={unpaired.hint} required>
            {(wiring) => <TextInput wiring={wiring} name="code" maxLength={20} look="spaced" />}
          </Field>
          <Button wide>{unpaired.button}</Button>
        </form>
      </Part>
      <Part name="replace" heading={replace.heading}>
        <p data-is="name" data-text={replace.name} />
        <p>{replace.text}</p>
        <form class="stack">
          <Button name="do" value="keep" wide>
            {replace.keep}
          </Button>
          <Button name="do" value="replace" emphasis="plain" wide>
            {replace.button}
          </Button>
        </form>
      </Part>
      <Part name="pairing" heading={pairing.heading}>
        <p class="on-phone">
          <strong data-is="check" />
        </p>
        <p>{pairing.text}</p>
        <p class="subtle" role="status">
          {pairing.waiting}
        </p>
        <form class="stack" data-is="keep" hidden>
          <p>{pairing.until}</p>
          <Button emphasis="plain" wide>
            {pairing.keep}
          </Button>
        </form>
      </Part>
      <IdlePart site={site} />
      <RequestPart />
      <section data-part="done" hidden>
        {(['approve', 'deny', 'not-me'] as const).map((decision) => (
          <div key={decision} class="stack" data-decision={decision}>
            <h1 tabindex={-1}>{done[decision].heading}</h1>
            <p>{done[decision].text}</p>
          </div>
        ))}
        <form class="stack">
          <Button wide>{done.button}</Button>
        </form>
      </section>
      <Part name="removed" heading={removed.heading}>
        <p>{removed.text}</p>
        <form>
          <Button wide>{removed.button}</Button>
        </form>
      </Part>
    </>
  );
}

function IdlePart({ site }: { site: string }) {
  const { idle } = texts;
  return (
    <Part name="idle" heading={idle.heading}>
      <p>{fill(idle.text, { site })}</p>
      <p class="subtle" role="status">
        <span data-is="looking">{idle.looking}</span>
        <span data-is="stopped" hidden>
          {idle.stopped}
        </span>
      </p>
      <form data-is="again" hidden>
        <Button emphasis="plain" wide>
          {idle.look}
        </Button>
      </form>
      <form data-notify="off" hidden>
        <div class="stack">
          <Button name="do" value="notify" wide>
            {idle.notify}
          </Button>
          <p class="subtle">{idle.notifyText}</p>
        </div>
      </form>
      <p class="subtle" data-notify="on" hidden>
        {idle.notifyOn}
      </p>
      <p class="subtle" data-notify="refused" hidden>
        {idle.notifyRefused}
      </p>
      <p class="subtle" role="status" data-notify="failed" hidden>
        {idle.notifyFailed}
      </p>
      <p class="subtle" data-notify="none" hidden>
        {idle.notifyNone}
      </p>
      <p class="subtle" data-is="name" data-text={idle.name} />
    </Part>
  );
}
