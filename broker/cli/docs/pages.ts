import { presets } from '#contract/presets/all';
import { applicationPresets } from '#contract/presets/applications';
import { applicationsOverview } from './applications/overview-page.ts';
import { applicationPage } from './applications/preset-page.ts';
import { overviewPage } from './idp/overview-page.ts';
import { presetPage } from './idp/preset-page.ts';
import { configurationPage } from './page.ts';
import { policyPage } from './policy-page.ts';

/** Folders below docs/ in which nothing is kept but generated pages. */
export const generatedFolders = ['applications', 'idp'] as const;

/** Every page below docs/ that is generated, by its path there. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['configuration.md', configurationPage()],
    ['idp/README.md', overviewPage()],
    ['second-factors/policy.md', policyPage()],
    ['applications/README.md', applicationsOverview()],
    ...applicationPresets.map((preset) => [`applications/${preset.id}.md`, applicationPage(preset)] as const),
    ...presets.map((preset) => [`idp/${preset.id}.md`, presetPage(preset)] as const),
  ]);
}
