import { adFs } from '#contract/presets/ad-fs';
import { auth0 } from '#contract/presets/auth0';
import { authelia } from '#contract/presets/authelia';
import { authentik } from '#contract/presets/authentik';
import { awsCognito } from '#contract/presets/aws-cognito';
import { awsIamIdentityCenter } from '#contract/presets/aws-iam-identity-center';
import { cisco } from '#contract/presets/cisco';
import { cyberArk } from '#contract/presets/cyberark';
import { duo } from '#contract/presets/duo';
import { emailCode } from '#contract/presets/email-code';
import { entraId } from '#contract/presets/entra-id';
import { genericOAuth2 } from '#contract/presets/generic-oauth2';
import { genericOidc } from '#contract/presets/generic-oidc';
import { genericSaml } from '#contract/presets/generic-saml';
import { github } from '#contract/presets/github';
import { gitlab } from '#contract/presets/gitlab';
import { google } from '#contract/presets/google';
import { jumpCloud } from '#contract/presets/jumpcloud';
import { keycloak } from '#contract/presets/keycloak';
import { logto } from '#contract/presets/logto';
import { miniOrange } from '#contract/presets/miniorange';
import { okta } from '#contract/presets/okta';
import { oneLogin } from '#contract/presets/onelogin';
import { pingFederate } from '#contract/presets/pingfederate';
import { pingOne } from '#contract/presets/pingone';
import type { Preset, PresetVariant, VariantOf } from '#contract/presets/preset';
import { salesforce } from '#contract/presets/salesforce';
import { shibboleth } from '#contract/presets/shibboleth';
import { simpleSamlPhp } from '#contract/presets/simplesamlphp';
import { slack } from '#contract/presets/slack';
import { zitadel } from '#contract/presets/zitadel';
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
  duo,
  cisco,
  cyberArk,
  shibboleth,
  simpleSamlPhp,
  authentik,
  authelia,
  zitadel,
  logto,
  awsIamIdentityCenter,
  awsCognito,
  github,
  gitlab,
  salesforce,
  slack,
  miniOrange,
  genericSaml,
  genericOidc,
  genericOAuth2,
  emailCode,
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
