/** Through what a broker reaches people: the operator's settings, checked. */
import type { Secret } from './secret.ts';

/** How the broker reaches a service of AWS. */
export interface AwsAccess {
  readonly region: string;
  /** Null: those that the machine has (role of the instance or container, profile), which the SDK finds by itself. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: Secret; readonly sessionToken: Secret | null } | null;
  /** Null: AWS itself. */
  readonly endpoint: string | null;
  /** For one turn, connecting included; 5 s unless told. */
  readonly timeoutMs?: number;
}

export type MailSettings =
  | { readonly via: 'smtp'; readonly url: Secret; readonly from: string }
  | { readonly via: 'ses'; readonly access: AwsAccess; readonly from: string; readonly configurationSet: string | null };

/** How messages are sent, as the operator has agreed with AWS; null leaves it to the settings of the account. */
export interface SmsSettings {
  readonly access: AwsAccess;
  /** The name that phones show, where the country allows one: 1 to 11 letters and digits. */
  readonly senderId: string | null;
  /** A number or short code of the account. */
  readonly originationNumber: string | null;
  /** US dollars for one message at most, as a decimal number; dearer ones are not sent by AWS. */
  readonly maxPrice: string | null;
  /** Messages a day at most, of all tenants together. */
  readonly perDay: number | null;
}

export interface YubicoSettings {
  /** Addresses of `wsapi/2.0/verify`, asked in this order until one knows. */
  readonly servers: readonly string[];
  readonly clientId: string;
  /** The API key, base64. */
  readonly secret: Secret;
}

/** What second factors are sent through and checked with; null where the operator has not set it up. */
export interface Senders {
  readonly sms: SmsSettings | null;
  readonly yubico: YubicoSettings | null;
  /** Files with the AES keys of YubiKeys that the broker validates itself, or folders of such. */
  readonly yubicoKeyFiles: readonly string[];
  /** Push services beside those of the browsers, as exact origins. */
  readonly pushOrigins: readonly string[];
}

export const noSenders: Senders = { sms: null, yubico: null, yubicoKeyFiles: [], pushOrigins: [] };
