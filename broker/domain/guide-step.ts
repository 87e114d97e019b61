import type { GuideLook } from '#contract/messages/en/diagnoses';
import type { PresetStep, PresetVariant } from '#contract/presets/preset';

interface Trait {
  /** Our value that is entered in the step. */
  readonly pastes?: readonly string[];
  readonly title?: RegExp;
  readonly text?: RegExp;
}

/** By what a step is known, the surest first. */
const traits: Readonly<Record<GuideLook, readonly Trait[]>> = {
  'our-addresses': [{ pastes: ['{acsUrl}', '{redirectUri}'] }, { pastes: ['{metadataUrl}'] }],
  'our-name': [{ pastes: ['{entityId}'] }, { pastes: ['{metadataUrl}'] }],
  keys: [{ title: /metadata|certificate/i }, { text: /metadata|certificate/i }],
  signing: [{ title: /sign(?!-)|signature/i }, { text: /signature|SHA256|"Sign/i }],
  encryption: [{ title: /encrypt/i }, { text: /encrypt/i }],
  secret: [{ title: /secret|credential/i }, { text: /client secret|secret/i }],
  client: [{ title: /client|credential/i }, { text: /client id|issuer/i }],
  claims: [{ title: /claim|attribute|mapp(er|ing)|scope|release/i }, { text: /claim|attribute|scope/i }],
  people: [{ title: /assign|people|access|who may/i }, { text: /assign/i }],
  'name-id': [{ text: /name ?id/i }, { text: /persistent/i }],
};

/** The step of a vendor's guide that this is about; null where it has none. */
export function findGuideStep({ guide }: Pick<PresetVariant, 'guide'>, look: GuideLook): PresetStep | null {
  for (const trait of traits[look]) {
    const found = guide.find((step) => has(step, trait));
    if (found !== undefined) return found;
  }
  return null;
}

function has({ title, text, paste = [] }: PresetStep, trait: Trait): boolean {
  if (trait.pastes !== undefined) return paste.some(({ value }) => trait.pastes?.some((mark) => value.includes(mark)));
  return trait.title?.test(title) ?? trait.text?.test(text) ?? false;
}
