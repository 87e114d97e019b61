import type { OidcConnection, PresetId } from '#contract/settings/connection';

/** A question that the admin page asks for a preset instead of the raw issuer. */
interface PresetQuestion {
  /** Name used in `issuer` as `{name}`. */
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** Regular expression (anchored) that an answer must match. */
  readonly pattern: string;
}

interface PresetStep {
  readonly title: string;
  /** Plain text; `{redirectUri}` and `{issuer}` stand for the values of this connection. */
  readonly text: string;
}

/** A vendor is a row of data, never a class. */
export interface Preset {
  readonly id: PresetId;
  readonly name: string;
  /** Issuer with `{answer}` marks of `questions`; "{issuer}" where the admin enters the whole address. */
  readonly issuer: string;
  readonly questions: readonly PresetQuestion[];
  readonly defaults: Pick<OidcConnection, 'tokenEndpointAuth' | 'idTokenAlgorithm' | 'scopes' | 'claims' | 'emailTrust'>;
  readonly consoleUrl: string | null;
  readonly guide: readonly PresetStep[];
}
