import Button from '@atlaskit/button/new';
import { useRef } from 'react';
import { rangeProblem } from '#contract/settings/ip-range';
import type { PolicyRules } from '#contract/settings/policy/rules';
import type { Network } from '#contract/settings/second-factor';
import { sentence } from '../../i18n/problem-words.ts';
import { secondFactor } from '../../i18n/second-factor.ts';
import { LinesField } from '../../ui/lines-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

const words = secondFactor.networks;

interface NetworkFieldsProps {
  readonly networks: readonly Network[];
  readonly saved: readonly Network[];
  readonly rules: PolicyRules;
  /** Of a place in the list of networks. */
  readonly problemAt: (below: string) => string | null;
  readonly onChange: (networks: Network[], below: string) => void;
}

/** Networks with names. The short name of one that is saved stays: rules speak of it. */
export function NetworkFields({ networks, saved, rules, problemAt, onChange }: NetworkFieldsProps) {
  const adding = useRef<HTMLButtonElement>(null);
  const put = (index: number, changed: Partial<Network>, below: string): void => {
    const before = networks[index];
    if (before !== undefined) onChange(networks.with(index, { ...before, ...changed }), `/${index}/${below}`);
  };
  return (
    <>
      {networks.length === 0 && <p className="subtle">{words.none}</p>}
      <ul className="network-list">
        {networks.map((network, index) => {
          const isSaved = saved.some(({ id }) => id === network.id);
          const used = rulesNaming(network.id, rules);
          return (
            // The place is what a network is: its names change with every key.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index} className="network">
              <fieldset>
                <legend>{words.numbered(index + 1)}</legend>
                <div className="field-pair">
                  <TextField
                    label={words.name}
                    value={network.name}
                    maxLength={80}
                    error={problemAt(`${index}/name`)}
                    onChange={(name) => put(index, isSaved ? { name } : { name, id: shortNetworkName(name) }, 'name')}
                  />
                  <TextField
                    label={words.id}
                    hint={words.idHint}
                    value={network.id}
                    readOnly={isSaved}
                    maxLength={40}
                    error={problemAt(`${index}/id`)}
                    onChange={(id) => put(index, { id: id.trim() }, 'id')}
                  />
                </div>
                <LinesField
                  label={words.ranges}
                  hint={words.rangesHint}
                  lines={network.ranges}
                  error={rangesError(network.ranges, problemAt(`${index}/ranges`))}
                  onChange={(ranges) => put(index, { ranges }, 'ranges')}
                />
                {used.length > 0 && <p className="field-hint">{words.usedBy(used.map((name) => `“${name}”`).join(', '))}</p>}
                <Button
                  appearance="subtle"
                  aria-label={words.removeWhat(network.name)}
                  onClick={() => {
                    onChange(networks.toSpliced(index, 1), '');
                    // The button that had the focus is gone.
                    adding.current?.focus();
                  }}
                >
                  {words.remove}
                </Button>
              </fieldset>
            </li>
          );
        })}
      </ul>
      {networks.length < 100 && (
        <Button ref={adding} onClick={() => onChange([...networks, { id: '', name: '', ranges: [] }], '')}>
          {words.add}
        </Button>
      )}
    </>
  );
}

/** The first line that is wrong, by its number, once somebody has tried to save. */
function rangesError(ranges: readonly string[], problem: string | null): string | null {
  if (problem === null) return null;
  const index = ranges.findIndex((range) => rangeProblem(range) !== null);
  const range = ranges[index];
  return range === undefined ? problem : words.line(index + 1, sentence(`“${range}” ${rangeProblem(range) ?? ''}`));
}

/** The name as a short name: lower-case letters, digits and single hyphens, at most 40. */
function shortNetworkName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return plain.slice(0, 40).replaceAll(/^-+|-+$/g, '');
}

function rulesNaming(id: string, { deny, list, raise }: PolicyRules): string[] {
  return [...deny, ...list, ...raise]
    .filter(({ when }) => when.networks?.includes(id) || when.outsideNetworks?.includes(id))
    .map(({ name }) => name);
}
