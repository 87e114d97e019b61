// Checks the arrows of .dependency-cruiser.cjs and that the tool really read the house: without its parser it reads no
// module at all and finds nothing wrong.
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';

const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
const roots = ['broker', 'contract', 'src', 'static', 'sandbox'];
const minimumModules = 200;

const { output } = await cruise(roots, { ...options, validate: true, ruleSet: { forbidden } });
const own = output.modules.filter((module) => roots.some((root) => module.source.startsWith(`${root}/`)));
const arrows = own.flatMap((module) => module.dependencies.filter((to) => roots.some((root) => to.resolved.startsWith(`${root}/`))));
const circles = own.filter((module) => module.dependencies.some((to) => to.circular));
for (const { rule, from, to } of output.summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
console.log(
  `arrows: ${own.length} modules, ${arrows.length} arrows, ${circles.length} in circles, ${output.summary.violations.length} forbidden`,
);
if (own.length < minimumModules) {
  console.error(`only ${own.length} modules were read; at least ${minimumModules} were expected`);
  process.exit(1);
}
process.exit(output.summary.violations.length === 0 ? 0 : 1);
