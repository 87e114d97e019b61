import { loginTexts } from '#contract/messages/en/login';
import { LinkButton } from '../../pages/components/button.tsx';
import { safeTarget } from '../../pages/security.ts';

const words = loginTexts.signedOut;

/** Applications by the names that people know, and whether the company's own sign-in is known to have ended. */
export interface SignedOutNews {
  readonly told: readonly string[];
  readonly untold: readonly string[];
  readonly providerUntold: boolean;
}

/** Every session of ours is over; what else is, and what may not be. */
export function SignedOutPage({ news, href, goOn }: { news: SignedOutNews; href: string; goOn: string | null }) {
  const { told, untold, providerUntold } = news;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <p class="subtle">{words.text}</p>
      <Names heading={words.told} names={told} />
      <Names heading={words.untold} names={untold} />
      {providerUntold && <p>{words.providerUntold}</p>}
      {(untold.length > 0 || providerUntold) && <p>{words.advice}</p>}
      {goOn !== null && (
        <p>
          <LinkButton href={safeTarget(goOn)} wide>
            {words.goOn}
          </LinkButton>
        </p>
      )}
      <p>
        <LinkButton href={safeTarget(href)} emphasis={goOn === null ? undefined : 'plain'} wide>
          {loginTexts.wayBack}
        </LinkButton>
      </p>
    </div>
  );
}

function Names({ heading, names }: { heading: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <h2>{heading}</h2>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}
