import { rangeProblem } from '#contract/settings/ip-range';
import type { Problem } from '#contract/settings/problems';
import type { Settings } from '#contract/settings/snapshot';

/** The rules of methods and networks that no schema can say. */
export function* secondFactorProblems({ secondFactor }: Settings): Generator<Problem> {
  const sms = secondFactor.methods['sms-code'];
  if (sms.enabled && sms.countries.length === 0)
    yield {
      path: '/secondFactor/methods/sms-code/countries',
      message: 'codes by SMS go to nobody yet: name the countries whose numbers get messages, or switch the method off',
    };
  const ids = new Set<string>();
  for (const [index, { id, ranges }] of secondFactor.networks.entries()) {
    const at = `/secondFactor/networks/${index}`;
    if (ids.has(id)) yield { path: `${at}/id`, message: `another network is called "${id}" already; give this one another short name` };
    ids.add(id);
    for (const [position, range] of ranges.entries()) {
      const message = rangeProblem(range);
      if (message !== null) yield { path: `${at}/ranges/${position}`, message: `"${range}" ${message}` };
    }
  }
}
