import type { PolicyCondition } from '#contract/settings/policy/condition';
import { isEnough, type Strength } from '#contract/settings/policy/strength';

/** Of which fewer or more values make a condition narrower. `any`: more values hold for more people; `none`: for fewer. */
const lists = {
  connections: 'any',
  emailDomains: 'any',
  anyGroup: 'any',
  applications: 'any',
  networks: 'any',
  countries: 'any',
  outsideNetworks: 'none',
  outsideCountries: 'none',
} as const;

/**
 * Does `wide` hold whenever `narrow` does, for certain? What cannot be told is `false`: two conditions may well be the same
 * in practice without anybody being able to see that.
 */
export function covers(wide: PolicyCondition, narrow: PolicyCondition): boolean {
  return (Object.keys(wide) as (keyof PolicyCondition)[]).every((member) => memberCovers(member, wide, narrow));
}

function memberCovers(member: keyof PolicyCondition, wide: PolicyCondition, narrow: PolicyCondition): boolean {
  const [mine, theirs] = [wide[member], narrow[member]];
  if (mine === undefined) return true;
  if (theirs === undefined) return false;
  if (member in lists) {
    const [all, some] = [mine as readonly string[], theirs as readonly string[]];
    return lists[member as keyof typeof lists] === 'any' ? some.every((one) => all.includes(one)) : all.every((one) => some.includes(one));
  }
  switch (member) {
    case 'providerProved':
      return isEnough(theirs as Strength, mine as Strength);
    case 'providerProvedLess':
      return isEnough(mine as Strength, theirs as Strength);
    case 'recentFailures':
      return (mine as number) <= (theirs as number);
    default:
      return JSON.stringify(mine) === JSON.stringify(theirs);
  }
}
