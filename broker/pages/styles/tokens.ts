import type { Hex } from '../colour/contrast.ts';

/** The colours of one scheme. A test computes the contrast of every pair that carries text. */
export interface Scheme {
  /** Page, cards on it, and areas set back from it. */
  readonly page: Hex;
  readonly surface: Hex;
  readonly sunken: Hex;
  readonly text: Hex;
  readonly subtle: Hex;
  /** Lines that only decorate, and the outlines of controls (3:1, WCAG 1.4.11). */
  readonly line: Hex;
  readonly outline: Hex;
  readonly danger: Hex;
  readonly dangerTint: Hex;
  readonly warning: Hex;
  readonly warningTint: Hex;
  readonly success: Hex;
  readonly successTint: Hex;
  readonly info: Hex;
  readonly infoTint: Hex;
  readonly shadow: string;
}

export const light: Scheme = {
  page: '#ffffff',
  surface: '#ffffff',
  sunken: '#f6f7f9',
  text: '#1a2536',
  subtle: '#536079',
  line: '#e1e5eb',
  outline: '#7f8a9d',
  danger: '#b42318',
  dangerTint: '#fdeeec',
  warning: '#8a4b08',
  warningTint: '#fdf4e0',
  success: '#1a6b43',
  successTint: '#e4f6ec',
  info: '#1552b8',
  infoTint: '#e8f0fe',
  shadow: '0 1px 2px rgb(16 28 48 / 8%), 0 4px 14px rgb(16 28 48 / 6%)',
};

export const dark: Scheme = {
  page: '#14171c',
  surface: '#1b1f26',
  sunken: '#101318',
  text: '#dfe4ec',
  subtle: '#a3adbd',
  line: '#303742',
  outline: '#7b8698',
  danger: '#ff9c8f',
  dangerTint: '#3b1d1a',
  warning: '#f3c06b',
  warningTint: '#35270f',
  success: '#7edba6',
  successTint: '#12301f',
  info: '#9cc2ff',
  infoTint: '#152a4a',
  shadow: '0 1px 2px rgb(0 0 0 / 50%), 0 6px 18px rgb(0 0 0 / 30%)',
};

/** Custom properties of a scheme: `dangerTint` becomes `--danger-tint`. */
export function declarations(scheme: object): string {
  return Object.entries(scheme)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value};`)
    .join('');
}

export const tokensCss = `
:root{color-scheme:light dark;${declarations(light)}}
@media (prefers-color-scheme:dark){:root{${declarations(dark)}}}
`;
