import { dark, declarations, light, type Scheme } from '../styles/tokens.ts';
import { contrast, type Hex, mix } from './contrast.ts';

/** What a tenant's accent colour becomes on one scheme, so that WCAG AA holds whatever colour was picked. */
export interface Accent {
  /** Buttons and the mark in the header; text on them is `onAccent`. */
  readonly accent: Hex;
  readonly onAccent: Hex;
  readonly accentHover: Hex;
  /** Links, focus rings and outlines: at least 4.5:1 on every ground of the scheme. */
  readonly accentText: Hex;
  /** A breath of the colour behind headings. */
  readonly accentTint: Hex;
}

const readable = 4.5;
const white = '#ffffff';
const ink = '#0d1424';
const black = '#000000';

/** Derives the accent of a scheme from `#rrggbb`. */
export function accentOn(scheme: Scheme, colour: Hex): Accent {
  // White or ink where they can be read; black always can be where white cannot (their contrasts multiply to 21).
  const onAccent = [white, ink].find((text) => contrast(text, colour) >= readable) ?? black;
  const accentTint = mix(colour, scheme.page, scheme === dark ? 0.16 : 0.07);
  return {
    accent: colour,
    onAccent,
    // Away from the text on it, so that hovering never costs contrast.
    accentHover: mix(onAccent === white ? black : white, colour, 0.16),
    accentText: pulledTo(scheme.text, colour, [scheme.page, scheme.surface, scheme.sunken, accentTint]),
    accentTint,
  };
}

/** The stylesheet of one accent colour. */
export function accentCss(colour: Hex): string {
  return `:root{${declarations(accentOn(light, colour))}}@media (prefers-color-scheme:dark){:root{${declarations(accentOn(dark, colour))}}}`;
}

/** The first mix of `colour` with `text` that can be read on all `grounds`; `text` itself can be by design of the schemes. */
function pulledTo(text: Hex, colour: Hex, grounds: readonly Hex[]): Hex {
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = mix(text, colour, share);
    if (grounds.every((ground) => contrast(candidate, ground) >= readable)) return candidate;
  }
  return text;
}
