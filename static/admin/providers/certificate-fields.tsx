import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { certificateDates } from '#contract/settings/certificate-dates';
import { formatDate } from '../i18n/dates.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { now } from '../state/clock.ts';
import { TextArea } from '../ui/text-area.tsx';
import { daysUntil } from './certificate-state.ts';
import type { FieldsProps } from './fields.tsx';
import { certificateWords } from './form/problems.ts';

const words = connectionWords.certificate;
const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates that the provider signs with: each in a field, with when it ends beside it. */
export function CertificateFields({ form, problems, change }: FieldsProps) {
  const { certificates } = form.saml;
  const [split, setSplit] = useState(0);
  const set = (next: readonly string[]) => change({ ...form, saml: { ...form.saml, certificates: next } }, '/connection/certificates');
  const typed = (index: number, text: string): void => {
    // Files of providers often hold the old and the new certificate one after the other.
    const several = text.match(pem) ?? [];
    setSplit(several.length > 1 ? several.length : 0);
    set(certificates.toSpliced(index, 1, ...(several.length > 1 ? several : [text])));
  };
  const label = (index: number) => (index === 0 ? words.label : words.another(index + 1));
  return (
    <div className="certificates">
      {certificates.map((text, index) => (
        // The place is what a field is: its text changes with every key.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className="certificate-field">
          <TextArea
            label={label(index)}
            hint={words.hint}
            rows={4}
            monospaced
            value={text}
            note={noteOn(text) ?? (index === 0 && split > 0 ? words.split(split) : null)}
            error={certificateWords(text) ?? problems.at(`/connection/certificates/${index}`)}
            onChange={(next) => typed(index, next)}
          />
          {certificates.length > 1 && (
            <Button spacing="compact" onClick={() => set(certificates.toSpliced(index, 1))} aria-label={words.remove(label(index))}>
              {connectionWords.remove}
            </Button>
          )}
        </div>
      ))}
      {certificates.length < 10 && <Button onClick={() => set([...certificates, ''])}>{words.add}</Button>}
    </div>
  );
}

function noteOn(text: string): string | null {
  const dates = certificateDates(text);
  if (dates === null) return null;
  const when = formatDate(dates.until);
  const days = daysUntil(dates.until, now());
  return days < 0 ? words.ended(when) : words.until(when, words.days(days));
}
