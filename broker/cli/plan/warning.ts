/** A consequence that the change itself does not show. `text` is a whole sentence. */
export interface Warning {
  readonly what: string;
  readonly text: string;
  /** People whom it concerns. */
  readonly people?: number;
  /** Sessions that end when the settings become live. */
  readonly sessions?: number;
}
