import type { Problems } from '../state/use-problems.ts';
import type { ApplicationForm } from './application-form.ts';

/** Every group of fields gets the form, the mistakes and a way to change something. */
export interface FormProps {
  readonly form: ApplicationForm;
  readonly problems: Problems;
  /** `path` is the field that changed: what was said about it no longer counts. */
  readonly change: (form: ApplicationForm, path: string) => void;
}

/** Every path that some field of the form shows. */
export const shownPaths: readonly string[] = [
  '/party/name',
  '/party/id',
  '/party/entityId',
  '/party/acs',
  '/party/logout',
  '/party/certificates',
  '/party/encryptTo',
  '/party/nameId',
  '/party/attributes',
  '/party/connections',
  '/party/primaryConnection',
];
