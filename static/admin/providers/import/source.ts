import { maxImportTextLength } from '#contract/rpc/import';
import { addressRemark } from '#contract/settings/address-text';
import { connectionWords } from '../../i18n/en-connections.ts';
import { sentence } from '../../i18n/problem-words.ts';

const words = connectionWords.import;

/** Where metadata is to be read from, as it is entered. */
export interface SourceForm {
  readonly kind: 'address' | 'file' | 'text';
  readonly url: string;
  readonly file: { readonly name: string; readonly text: string | null; readonly refused: string | null } | null;
  readonly text: string;
  /** Empty: it need not be signed. */
  readonly signedBy: string;
}

export const newSource = (url: string): SourceForm => ({ kind: 'address', url, file: null, text: '', signedBy: '' });

/** Words for a file that is too large, or null; a character may take several bytes, so `certainly` says that it was counted. */
export function fileTooLarge(bytes: number, certainly = false): string | null {
  if (!certainly && bytes <= maxImportTextLength * 3) return null;
  const megabytes = bytes / 1_048_576;
  return words.tooLarge(megabytes >= 1 ? `${Math.round(megabytes)} MB` : `${Math.round(bytes / 1024)} KB`);
}

/** What is wrong with the source as far as it shows without asking anybody, in words; null where nothing does. */
export function sourceProblem({ kind, url, file, text }: SourceForm): string | null {
  if (kind === 'address') {
    const remark = addressRemark(url);
    return url === '' ? words.empty : remark?.kind === 'error' ? sentence(remark.text) : null;
  }
  if (kind === 'file') return file === null ? words.empty : (file.refused ?? textProblem(file.text ?? ''));
  return textProblem(text);
}

function textProblem(text: string): string | null {
  if (text.trim() === '') return words.empty;
  if (text.length > maxImportTextLength) return fileTooLarge(text.length, true);
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return connectionWords.certificate.privateKey;
  return /^\s*<(!doctype\s+html|html)\b/i.test(text) ? words.pageInstead : null;
}

/** The source as the broker is asked for it. */
export function sourceOf({ kind, url, file, text }: SourceForm) {
  return kind === 'address'
    ? { kind: 'address' as const, url }
    : { kind: 'text' as const, text: kind === 'file' ? (file?.text ?? '') : text };
}
