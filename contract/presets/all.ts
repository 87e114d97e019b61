import { adFs } from '#contract/presets/ad-fs';
import { auth0 } from '#contract/presets/auth0';
import { entraId } from '#contract/presets/entra-id';
import { genericOidc } from '#contract/presets/generic-oidc';
import { google } from '#contract/presets/google';
import { jumpCloud } from '#contract/presets/jumpcloud';
import { keycloak } from '#contract/presets/keycloak';
import { okta } from '#contract/presets/okta';
import { oneLogin } from '#contract/presets/onelogin';
import { pingFederate } from '#contract/presets/pingfederate';
import { pingOne } from '#contract/presets/pingone';
import type { Preset, PresetVariant, VariantOf } from '#contract/presets/preset';
import type { PresetId } from '#contract/settings/connections/preset-id';

/** In the order in which the admin page offers them. */
export const presets: readonly Preset[] = [
  okta,
  entraId,
  google,
  adFs,
  keycloak,
  auth0,
  oneLogin,
  pingOne,
  pingFederate,
  jumpCloud,
  genericOidc,
];

/** The preset of a stored connection; null where nobody has written one. */
export function findPreset(id: PresetId): Preset | null {
  return presets.find((preset) => preset.id === id) ?? null;
}

/** How the vendor is set up by this protocol; null where it does not speak it. */
export function findVariant<Protocol extends keyof VariantOf>(id: PresetId, protocol: Protocol): VariantOf[Protocol] | null {
  const fits = (variant: PresetVariant): variant is VariantOf[Protocol] => variant.protocol === protocol;
  return findPreset(id)?.variants.find(fits) ?? null;
}
