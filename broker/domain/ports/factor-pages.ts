/** What pages show of factors. Pages are by what a person does, never by method. */
import type { EpochMs } from '../brands.ts';

/** How a code looks. `touch`: a key types it. */
type CodeShape = 'digits' | 'letters' | 'touch';

/** A page on which a code is entered. */
export interface CodePage {
  readonly page: 'code';
  readonly shape: CodeShape;
  /** Where it was sent, masked; null where nothing is sent. */
  readonly sentTo: string | null;
  /** From when on another may be asked for; null where nothing is sent. */
  readonly againAt: EpochMs | null;
  /** Where it could be sent instead: what `again` is told, and how it is shown; null for what is yet to be entered. */
  readonly insteadTo?: readonly { readonly to: string; readonly shown: string | null }[];
}

/** A request on another device of the person, answered by typing the number there. */
export interface PhonePage {
  readonly page: 'phone';
  /** Six digits. Null where no request stands open: the person may ask for one. */
  readonly number: string | null;
  /** What the person calls their phone; null where there are several. */
  readonly device: string | null;
  /** When the request ends. */
  readonly until: EpochMs | null;
}

/** A page on which the browser asks for a key. */
export interface KeyPage {
  readonly page: 'key';
  /** For `navigator.credentials`, as JSON text (WebAuthn 3, 5.1.8 and 5.1.9). */
  readonly options: string;
}

/** What the page of a factor in use shows. */
export type Prompt = PhonePage | CodePage | KeyPage;

/** What the page of a new factor shows. */
export type EnrolmentOffer =
  | CodePage
  | KeyPage
  /** The number that codes are to be sent to. */
  | {
      readonly page: 'phone-number';
      /** Countries whose numbers are taken (ISO 3166-1 alpha-2). Of the only one, numbers are also taken without the calling code. */
      readonly countries: readonly string[];
    }
  /** A phone is to be paired: by the address inside the QR picture, or by the code typed there. */
  | {
      readonly page: 'pair';
      readonly uri: string;
      /** Where the page of the phone is, for those who type. */
      readonly place: string;
      /** In groups of four. */
      readonly code: string;
      /** Six digits that the phone shows too, once it has answered; null before. */
      readonly check: string | null;
      /** What the phone calls itself. */
      readonly device: string | null;
    }
  /** The number on the back of a hardware token, and two codes of it, one after the other. */
  | { readonly page: 'serial' }
  /** The address inside the QR picture, and the same secret as text in groups of four. */
  | { readonly page: 'scan'; readonly uri: string; readonly secretText: string };
