import { loginTexts } from '#contract/messages/en/login';
import type { Departure, FormDeparture } from '../../domain/ports/connector.ts';
import { Button, LinkButton } from '../../pages/components/button.tsx';
import { safeTarget } from '../../pages/security.ts';

/** What a person reads before leaving for a provider whose messages an administrator has kept. It never goes on by itself. */
export function RecordedPage({ departure }: { departure: Exclude<Departure, FormDeparture> }) {
  const words = loginTexts.recorded;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <p>{words.text}</p>
      <p>{words.what}</p>
      <p>{words.until}</p>
      {departure.kind === 'redirect' ? (
        <p>
          <LinkButton href={safeTarget(departure.url)} wide>
            {words.button}
          </LinkButton>
        </p>
      ) : (
        <form method="post" action={departure.url}>
          {Object.entries(departure.fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button wide>{words.button}</Button>
        </form>
      )}
      <p class="subtle">{words.otherwise}</p>
    </div>
  );
}
