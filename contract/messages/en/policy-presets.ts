import type { PolicySettings } from '#contract/settings/policy';

/** What the presets of a policy are called, and for whom they are right. */
export const policyPresetTexts: Readonly<Record<PolicySettings['preset'], { readonly label: string; readonly hint: string }>> = {
  recommended: {
    label: 'Recommended',
    hint: 'Asks where it matters: in browsers that are not remembered, and in unusual places. Nobody is asked twice whose company has asked already.',
  },
  'only-without': {
    label: 'Only people whose provider has no second factor',
    hint: 'Whoever has shown one at the company is not asked again. Everybody else is.',
  },
  'nist-aal2': {
    label: 'NIST 800-63B-4 AAL2',
    hint: 'Two factors at each sign-in, none of them by e-mail or SMS, as the standard of the US government has it.',
  },
  strict: { label: 'Strict', hint: 'A security key or a passkey at each sign-in. Nothing else withstands a copied sign-in page.' },
  everybody: { label: 'Everybody', hint: 'Each sign-in also asks for a second factor of whichever kind.' },
  nobody: { label: 'Nobody', hint: 'Signing in at the company is enough. Right where every company asks for a second factor itself.' },
  own: { label: 'Your own rules', hint: 'As you write them below.' },
};
