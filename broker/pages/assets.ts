import { createHash } from 'node:crypto';
import { accentCss } from './colour/accent.ts';
import type { Hex } from './colour/contrast.ts';
import { keyScript } from './key-script.ts';
import { phoneScript } from './phone/script.ts';
import { pageScript } from './script.ts';
import { accountCss } from './styles/account.ts';
import { baseCss } from './styles/base.ts';
import { controlsCss } from './styles/controls.ts';
import { layoutsCss } from './styles/layouts.ts';
import { portalCss } from './styles/portal.ts';
import { printCss } from './styles/print.ts';
import { signInCss } from './styles/sign-in.ts';
import { surfacesCss } from './styles/surfaces.ts';
import { tokensCss } from './styles/tokens.ts';
import { waitScript } from './wait-script.ts';

/** A file that pages refer to. Its name holds a hash of what it says, so it may be kept for ever. */
export interface Asset {
  readonly type: string;
  readonly body: string;
  readonly etag: string;
}

const stylesheet = asset(
  'text/css; charset=utf-8',
  [tokensCss, baseCss, controlsCss, surfacesCss, layoutsCss, signInCss, accountCss, portalCss, printCss].join(''),
);
const script = asset('text/javascript; charset=utf-8', pageScript);
const ofWaiting = asset('text/javascript; charset=utf-8', waitScript);
const ofPhones = asset('text/javascript; charset=utf-8', phoneScript);
const ofKeys = asset('text/javascript; charset=utf-8', keyScript);

export const stylesheetPath = `/assets/page-${digest(stylesheet.body)}.css`;
export const scriptPath = `/assets/page-${digest(script.body)}.js`;
/** Only the page loads it on which a key is used or made. */
export const keyScriptPath = `/assets/key-${digest(ofKeys.body)}.js`;

/** Only a page loads it that waits for another device. */
export const waitScriptPath = `/assets/wait-${digest(ofWaiting.body)}.js`;
/** Of the page on a person's phone. */
export const phoneScriptPath = `/assets/phone-${digest(ofPhones.body)}.js`;

/** Every file with a fixed name. The sheets of accent colours are made on demand: `findAsset` knows both. */
export const assets: ReadonlyMap<string, Asset> = new Map([
  [stylesheetPath, stylesheet],
  [scriptPath, script],
  [keyScriptPath, ofKeys],
  [waitScriptPath, ofWaiting],
  [phoneScriptPath, ofPhones],
]);

/** Headers of every asset. */
export const assetHeaders = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;

// What a colour becomes is a pure function of it and of this code: the name of the sheet says both, nothing is looked up.
const accentRules = digest(accentCss('#0c66e4'));
const accentName = new RegExp(`^/assets/brand-([0-9a-f]{6})-${accentRules}\\.css$`);

/** Address of the sheet that holds a tenant's accent colour (`#rrggbb`). */
export function accentPath(colour: Hex): string {
  return `/assets/brand-${colour.slice(1)}-${accentRules}.css`;
}

/** The asset of a path, without query; null where there is none. */
export function findAsset(path: string): Asset | null {
  const colour = accentName.exec(path)?.[1];
  if (colour !== undefined) return asset('text/css; charset=utf-8', accentCss(`#${colour}`));
  return assets.get(path) ?? null;
}

function asset(type: string, body: string): Asset {
  return { type, body, etag: `"${digest(body)}"` };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
