import { type Static, Type } from 'typebox';

/** How much a second factor proves, weakest first (the ladder of NIST SP 800-63B-4, 3.2, in plain words). */
export const strengths = ['any', 'strong', 'phishing-resistant'] as const;
export const Strength = Type.Union([Type.Literal('any'), Type.Literal('strong'), Type.Literal('phishing-resistant')], {
  description: 'any: some second factor. strong: not by e-mail or SMS. phishing-resistant: a security key or a passkey.',
});
export type Strength = Static<typeof Strength>;

/** Does this much prove what is asked for? */
export function isEnough(reached: Strength, asked: Strength): boolean {
  return strengths.indexOf(reached) >= strengths.indexOf(asked);
}
