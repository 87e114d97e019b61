import type { Protocol } from '#contract/settings/connection';
import type { Problem } from '#contract/settings/problems';
import { en } from '../i18n/en.ts';
import { oauth2OptionPaths } from './oauth2-fields.tsx';
import { oidcOptionPaths } from './oidc-fields.tsx';
import { samlOptionPaths, samlProviderPaths } from './saml-fields.tsx';

const steps = ['vendor', 'about', 'register', 'mapping', 'domains', 'check'] as const;
export type Step = (typeof steps)[number];

/** The steps of a protocol: a code by e-mail has nothing to be registered and nobody who tells facts. */
export function stepsOf(protocol: Protocol): readonly Step[] {
  return protocol === 'email-code' ? steps.filter((step) => step !== 'mapping') : steps;
}

/** What a step is called: with a code by e-mail nothing is registered anywhere. */
export function stepName(step: Step, protocol: Protocol): string {
  const { steps: names, stepPrepare } = en.editor;
  return step === 'register' && protocol === 'email-code' ? stepPrepare : names[step];
}

/** The fields of each step, by path. What belongs to no step shows on the last one. */
const pathsOf: Readonly<Record<Step, readonly string[]>> = {
  vendor: ['/connection/preset'],
  about: ['/connection/name', '/connection/id', '/answers'],
  register: [
    '/connection/clientId',
    '/connection/newClientSecret',
    '/connection/clientSecretExpiresOn',
    ...samlProviderPaths,
    ...samlOptionPaths,
    ...oidcOptionPaths,
    ...oauth2OptionPaths,
  ],
  mapping: ['/connection/mapping', '/connection/assurance'],
  domains: ['/connection/domains', '/connection/emailTrust'],
  check: [],
};

/** An issuer is made of the vendor's answers where there are any, so it is corrected there. */
const issuerStep: Step = 'about';

/** Every path that some field of the form shows. */
export const shownPaths: readonly string[] = ['/connection/issuer', ...steps.flatMap((step) => pathsOf[step])];

const stands = (problem: Problem, path: string): boolean => problem.path === path || problem.path.startsWith(`${path}/`);

export function problemsOfStep(step: Step, problems: readonly Problem[]): Problem[] {
  const paths = step === issuerStep ? [...pathsOf[step], '/connection/issuer'] : pathsOf[step];
  return problems.filter((problem) => paths.some((path) => stands(problem, path)));
}

/** The first step on which something is wrong; the last one when no field shows it. */
export function firstWrongStep(problems: readonly Problem[]): Step {
  return steps.find((step) => problemsOfStep(step, problems).length > 0) ?? 'check';
}
