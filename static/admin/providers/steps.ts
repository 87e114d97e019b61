import type { Problem } from '#contract/settings/problems';

export const steps = ['vendor', 'about', 'register', 'domains', 'check'] as const;
export type Step = (typeof steps)[number];

/** The fields of each step, by path. What belongs to no step shows on the last one. */
const pathsOf: Readonly<Record<Step, readonly string[]>> = {
  vendor: ['/connection/preset'],
  about: ['/connection/name', '/connection/id', '/connection/issuer', '/answers'],
  register: [
    '/connection/clientId',
    '/connection/newClientSecret',
    '/connection/scopes',
    '/connection/mapping',
    '/connection/idTokenAlgorithm',
    '/connection/tokenEndpointAuth',
    '/connection/acrValues',
    '/connection/maxAgeSeconds',
    '/connection/prompt',
  ],
  domains: ['/connection/domains', '/connection/emailTrust'],
  check: [],
};

/** Every path that some field of the form shows. */
export const shownPaths: readonly string[] = steps.flatMap((step) => pathsOf[step]);

const stands = (problem: Problem, path: string): boolean => problem.path === path || problem.path.startsWith(`${path}/`);

export function problemsOfStep(step: Step, problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => pathsOf[step].some((path) => stands(problem, path)));
}

/** The first step on which something is wrong; the last one when no field shows it. */
export function firstWrongStep(problems: readonly Problem[]): Step {
  return steps.find((step) => problemsOfStep(step, problems).length > 0) ?? 'check';
}

export function stepAfter(step: Step, by: 1 | -1): Step {
  return steps[steps.indexOf(step) + by] ?? step;
}
