import { signInTestTexts as texts } from '#contract/messages/en/sign-in-test';
import type { SignInTestOutcome } from '#contract/rpc/sign-in-test';
import { Button } from '../../pages/components/button.tsx';
import { Notice } from '../../pages/components/notice.tsx';
import { fill } from '../../pages/text.ts';

/** What the link leads to: nothing has happened yet. */
export function TestPage({ name, site, action }: { name: string; site: string; action: string }) {
  const words = texts.page;
  return (
    <form class="stack" method="post" action={action}>
      <h1>{fill(words.heading, { name })}</h1>
      <p>{words.text}</p>
      <p class="subtle">{fill(words.privacy, { site })}</p>
      <p class="subtle">{words.once}</p>
      <Button wide>{words.button}</Button>
    </form>
  );
}

/** Claims about the message and not about the person (OpenID Connect Core 1.0, section 2; RFC 7519, section 4.1). */
const ofTheMessage = new Set('iss aud exp nbf iat jti nonce azp acr amr auth_time sid s_hash at_hash c_hash'.split(' '));

/** What the person in this window may see: how it ended, and what was said about them. The rest is the administrator's. */
export function TestEndedPage({ outcome, site }: { outcome: SignInTestOutcome; site: string }) {
  const { ended } = texts;
  const claims = outcome.claims.filter(({ name }) => !ofTheMessage.has(name));
  const words = outcome.ok ? ended.worked : outcome.identity === null ? ended.failed : ended.notYet;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <Notice kind={outcome.ok ? 'success' : 'warning'}>{fill(words.text, { site })}</Notice>
      {outcome.refusal !== null && outcome.identity === null && <p>{outcome.refusal.text}</p>}
      <h2>{ended.received}</h2>
      {claims.length === 0 ? (
        <p class="subtle">{ended.nothing}</p>
      ) : (
        <dl class="facts">
          {claims.map((claim) => (
            <div key={claim.name}>
              <dt>{claim.name}</dt>
              <dd>{claim.values.join(', ')}</dd>
            </div>
          ))}
        </dl>
      )}
      <p>{ended.close}</p>
    </div>
  );
}
