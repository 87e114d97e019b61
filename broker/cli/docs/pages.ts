import { presets } from '#contract/presets/all';
import { overviewPage } from './idp/overview-page.ts';
import { presetPage } from './idp/preset-page.ts';
import { configurationPage } from './page.ts';

/** Every page below docs/ that is generated, by its path there. In docs/idp nothing else is kept. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['configuration.md', configurationPage()],
    ['idp/README.md', overviewPage()],
    ...presets.map((preset) => [`idp/${preset.id}.md`, presetPage(preset)] as const),
  ]);
}
