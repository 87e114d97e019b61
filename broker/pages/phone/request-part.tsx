import { phoneTexts } from '#contract/messages/en/phone';
import { dbipAttribution } from '../../domain/geo-database.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { TextInput } from '../components/inputs.tsx';

const texts = phoneTexts.request;
const rows = ['entering', 'site', 'browser', 'address', 'country'] as const;

/** Who asks, and the three answers. The number has to be typed: what can be pressed is pressed without being read. */
export function RequestPart() {
  return (
    <section data-part="request" data-unknown={texts.unknown} hidden>
      <div class="stack">
        <h1 tabindex={-1}>{texts.heading}</h1>
        <p>{texts.text}</p>
        <dl class="pair-by-hand">
          {rows.map((row) => (
            <div key={row} data-is={`${row}-row`}>
              <dt>{texts[row]}</dt>
              <dd data-is={row} />
            </div>
          ))}
          <div>
            <dt>{texts.time}</dt>
            <dd>
              <time data-is="time" />
            </dd>
          </div>
        </dl>
        <p class="subtle" data-is="dbip" hidden>
          <a href={dbipAttribution.url} target="_blank" rel="noopener noreferrer">
            {dbipAttribution.text}
          </a>
        </p>
        <form class="stack">
          <Field id="number" label={texts.label} hint={texts.hint} required>
            {(wiring) => <TextInput wiring={wiring} name="number" inputMode="numeric" maxLength={9} look="spaced" />}
          </Field>
          <Button name="do" value="approve" wide>
            {texts.approve}
          </Button>
        </form>
        <form>
          <Button name="do" value="deny" emphasis="plain" wide>
            {texts.deny}
          </Button>
        </form>
        <details class="by-hand" data-is="not-me">
          <summary>{texts.notMe}</summary>
          <form class="stack">
            <p>{texts.notMeText}</p>
            <Button name="do" value="not-me" emphasis="plain" wide>
              {texts.notMeButton}
            </Button>
          </form>
        </details>
      </div>
    </section>
  );
}
