import { useId } from 'react';
import type { PolicyNames } from '#contract/policy-words/names';
import { policySentences } from '#contract/policy-words/rules';
import { policyPresets } from '#contract/presets/policies';
import type { PolicySettings } from '#contract/settings/policy';
import { secondFactor } from '../../i18n/second-factor.ts';
import { FieldError } from '../../ui/field-error.tsx';

const words = secondFactor;
type Preset = PolicySettings['preset'];

/** The kept ones in the order in which they are offered, the wisest first. */
const offered = ['recommended', 'only-without', 'nist-aal2', 'strict', 'everybody', 'nobody'] as const satisfies readonly Preset[];

interface PresetCardsProps {
  readonly chosen: Preset;
  readonly hasOwn: boolean;
  readonly names: PolicyNames;
  readonly error: string | null;
  readonly onChoose: (preset: Preset) => void;
}

/** The presets, each with its rules as sentences: what is chosen is what is read. */
export function PresetCards({ chosen, hasOwn, names, error, onChoose }: PresetCardsProps) {
  const id = useId();
  const presets: readonly Preset[] = [...offered, ...(hasOwn || chosen === 'own' ? (['own'] as const) : [])];
  return (
    <fieldset className="choices" aria-describedby={error === null ? undefined : `${id}-error`}>
      <legend className="visually-hidden">{words.rules.legend}</legend>
      <div className="choice-list presets">
        {presets.map((preset) => (
          <label key={preset} className="choice">
            <input
              type="radio"
              name={id}
              value={preset}
              checked={preset === chosen}
              aria-invalid={error !== null && preset === chosen}
              aria-labelledby={`${id}-${preset}-label`}
              aria-describedby={`${id}-${preset}`}
              onChange={() => onChoose(preset)}
            />
            <span className="choice-text">
              <span className="choice-label" id={`${id}-${preset}-label`}>
                {words.presets[preset].label}
              </span>
              <span id={`${id}-${preset}`}>
                <span className="choice-hint">{words.presets[preset].hint}</span>
                {preset !== 'own' && <Sentences of={policySentences(policyPresets[preset], names)} />}
              </span>
            </span>
          </label>
        ))}
      </div>
      {error !== null && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}

/** Inside a label there is room for text only, no list. */
function Sentences({ of }: { of: readonly string[] }) {
  return (
    <span className="sentences">
      {of.map((sentence) => (
        <span key={sentence} className="sentence">
          {sentence}{' '}
        </span>
      ))}
    </span>
  );
}
