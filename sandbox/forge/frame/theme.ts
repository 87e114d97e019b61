import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const files = ['atlassian-light', 'atlassian-dark', 'atlassian-spacing', 'atlassian-typography', 'atlassian-shape'];

/** What `data-theme` says when these themes are loaded, as Jira's own host sets it. */
export const themeAttribute = 'light:light dark:dark spacing:spacing typography:typography shape:shape';

/** The design tokens that Jira hands to a page which calls `view.theme.enable()`. */
export function themeCss(): string {
  return files.map((file) => (require(`@atlaskit/tokens/dist/cjs/artifacts/themes/${file}.js`) as { default: string }).default).join('\n');
}
