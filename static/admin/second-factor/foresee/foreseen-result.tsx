import { useId } from 'react';
import { demandWords, outcomeSentence, stepStrip } from '#contract/policy-words/foreseen';
import { countryName, listed, type PolicyNames } from '#contract/policy-words/names';
import type { DescribedPerson, Foreseen } from '#contract/rpc/second-factor';
import { secondFactor } from '../../i18n/second-factor.ts';

const words = secondFactor.foresee;

interface ForeseenResultProps {
  readonly person: DescribedPerson;
  readonly foreseen: Foreseen;
  readonly names: PolicyNames;
  readonly countriesBy: string | null;
}

/** The way of the sign-in as a strip, and the rules that decide it. */
export function ForeseenResult({ person, foreseen, names, countriesBy }: ForeseenResultProps) {
  const id = useId();
  const strip = stepStrip(foreseen, names.connection(person.connection), names.application(person.application));
  return (
    <section className="section foreseen" aria-labelledby={id}>
      <h3 id={id}>{words.resultTitle}</h3>
      <p className="foreseen-outcome" role="status">
        {outcomeSentence(foreseen)}
      </p>
      <ol className="strip" aria-label={words.strip}>
        {strip.map(({ kind, title, text }, index) => (
          // The way is drawn anew as a whole.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} className={`strip-step strip-${kind}`}>
            <span aria-hidden="true" className="strip-mark" />
            <span className="strip-title">{title}</span>
            <span className="strip-text">{text}</span>
          </li>
        ))}
      </ol>
      <h4>{foreseen.denied === null ? words.decides : words.decidesDeny}</h4>
      <ul className="demands">
        {demandWords(foreseen, names).map(({ rule, name, standing, met }) => (
          <li key={`${name ?? ''} ${rule}`} className={met ? 'demand demand-met' : 'demand'}>
            {name !== null && <p className="rule-name">{name}</p>}
            <p className="rule-sentence">{rule}</p>
            <p className="demand-standing">{standing}</p>
          </li>
        ))}
      </ul>
      <p className="subtle">
        {words.byPolicy(secondFactor.presets[foreseen.policy.preset].label)}{' '}
        {foreseen.networks.length > 0 && words.inNetworks(listed(foreseen.networks.map(names.network), 'and'))}{' '}
        {foreseen.country !== null && words.inCountry(countryName(foreseen.country))} {words.trace} <code>{foreseen.because}</code>
      </p>
      {countriesBy !== null && person.country === null && foreseen.country !== null && <p className="subtle">{countriesBy}</p>}
    </section>
  );
}
