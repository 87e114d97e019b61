import { useState } from 'react';
import type { PolicySettings } from '#contract/settings/policy';
import { secondFactor } from '../../i18n/second-factor.ts';
import { useOverview } from '../../state/overview.tsx';
import { useSave } from '../../state/use-save.ts';
import { Message } from '../../ui/message.tsx';
import { Section } from '../../ui/page.tsx';
import { SaveError } from '../../ui/save-error.tsx';
import { SlowNote } from '../../ui/slow-note.tsx';
import { Switch } from '../../ui/switch.tsx';

const words = secondFactor.switches;

interface Switched {
  readonly id: string;
  readonly name: string;
  readonly policy: PolicySettings | null;
}

/** One switch per application. Each counts at once: it is a matter of one click to take it back. */
export function Switches() {
  const { overview, reload } = useOverview();
  const saver = useSave();
  const [said, setSaid] = useState<string | null>(null);
  const all: readonly Switched[] = [
    { id: 'portal', name: overview.portal.name, policy: overview.portal.policy ?? null },
    ...overview.parties.map(({ id, name, policy }) => ({ id, name, policy })),
  ];
  const turn = async ({ id, name }: Switched, required: boolean): Promise<void> => {
    setSaid(null);
    const after = await saver.save('policy.switch', { application: id, required, expectRevision: overview.saved.revision });
    if (after !== null) setSaid(words.turned(name, required));
  };
  return (
    <Section title={words.title} intro={words.intro}>
      <SaveError error={saver.error} onReload={() => void reload().then((loaded) => loaded && saver.setError(null))} />
      {said !== null && <Message kind="success">{said}</Message>}
      <ul className="rows switches">
        {all.map((each) => (
          <li key={each.id} className="row">
            <Switch
              label={words.label(each.name)}
              shown={each.name}
              hint={hintOf(each.policy)}
              on={each.policy?.preset !== 'nobody'}
              busy={saver.busy}
              onTurn={(required) => void turn(each, required)}
            />
          </li>
        ))}
      </ul>
      <SlowNote busy={saver.busy} />
    </Section>
  );
}

function hintOf(policy: PolicySettings | null): string {
  if (policy === null) return words.onText;
  if (policy.preset === 'nobody') return words.offText;
  return `${policy.preset === 'everybody' ? words.everybodyText : words.ownText}. ${words.ownOff(secondFactor.presets[policy.preset].label)}`;
}
