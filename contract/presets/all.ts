import { entraId } from '#contract/presets/entra-id';
import { genericOidc } from '#contract/presets/generic-oidc';
import { google } from '#contract/presets/google';
import { keycloak } from '#contract/presets/keycloak';
import { okta } from '#contract/presets/okta';
import type { Preset } from '#contract/presets/preset';
import type { PresetId } from '#contract/settings/connection';

/** In the order in which the admin page offers them. */
export const presets: readonly Preset[] = [okta, entraId, google, keycloak, genericOidc];

/** The preset of a stored connection. */
export function getPreset(id: PresetId): Preset {
  const found = presets.find((preset) => preset.id === id);
  if (found === undefined) throw new Error(`no preset ${id}`);
  return found;
}
