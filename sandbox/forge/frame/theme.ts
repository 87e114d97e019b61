import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
type Theme = { readonly default: string };

const themes = [
  () => require('@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-light.js') as Theme,
  () => require('@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-dark.js') as Theme,
  () => require('@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-spacing.js') as Theme,
  () => require('@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-typography.js') as Theme,
  () => require('@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-shape.js') as Theme,
];

/** What `data-theme` says when these themes are loaded, as Jira's own host sets it. */
export const themeAttribute = 'light:light dark:dark spacing:spacing typography:typography shape:shape';

/** The design tokens that Jira hands to a page which calls `view.theme.enable()`. */
export function themeCss(): string {
  return themes.map((load) => load().default).join('\n');
}
