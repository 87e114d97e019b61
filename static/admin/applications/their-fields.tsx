import { applicationPreset } from '#contract/presets/applications';
import { certificateDates } from '#contract/settings/certificate-dates';
import { applications } from '../i18n/applications.ts';
import { formatDate } from '../i18n/dates.ts';
import { daysUntil } from '../providers/certificate-state.ts';
import { now } from '../state/clock.ts';
import { CheckBox } from '../ui/check-box.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { UrlField } from '../ui/url-field.tsx';
import { certificatesIn } from './application-form.ts';
import type { FormProps } from './form-props.ts';

const words = applications.editor;

/** What the application says of itself: names, addresses, keys. Atlassian's own words stand where it has some. */
export function TheirFields({ form, problems, change }: FormProps) {
  const names = applicationPreset(form.preset).fieldNames;
  const custom = form.preset === 'custom-saml';
  return (
    <>
      <TextField
        label={custom ? words.entityId : names.entityId}
        value={form.entityId}
        error={problems.at('/party/entityId')}
        monospaced
        onChange={(entityId) => change({ ...form, entityId }, '/party/entityId')}
      />
      <TextArea
        label={custom ? words.acs : names.acs}
        hint={words.acsHint}
        rows={3}
        monospaced
        value={form.acsLines}
        error={problems.at('/party/acs')}
        onChange={(acsLines) => change({ ...form, acsLines }, '/party/acs')}
      />
      <UrlField
        label={words.logout}
        hint={words.logoutHint}
        value={form.logoutUrl}
        error={problems.at('/party/logout')}
        onChange={(logoutUrl) => change({ ...form, logoutUrl }, '/party/logout')}
      />
      {form.logoutUrl.trim() !== '' && (
        <SelectField
          label={words.logoutBinding}
          value={form.logoutBinding}
          options={[
            { value: 'redirect', label: words.redirect },
            { value: 'post', label: words.post },
          ]}
          error={null}
          onChange={(logoutBinding) => change({ ...form, logoutBinding }, '/party/logout')}
        />
      )}
      <TextArea
        label={words.certificates}
        hint={words.certificatesHint}
        rows={form.certificateText === '' ? 3 : 6}
        monospaced
        note={endsOf(form.certificateText)}
        value={form.certificateText}
        error={problems.at('/party/certificates')}
        onChange={(certificateText) => change({ ...form, certificateText }, '/party/certificates')}
      />
      <CheckBox
        label={words.signedRequests}
        hint={words.signedRequestsHint}
        checked={form.signedRequests}
        onChange={(signedRequests) => change({ ...form, signedRequests }, '/party/certificates')}
      />
      <CheckBox
        label={words.encrypt}
        hint={words.encryptHint}
        checked={form.encrypts}
        onChange={(encrypts) => change({ ...form, encrypts }, '/party/encryptTo')}
      />
      {form.encrypts && (
        <TextArea
          label={words.encryptTo}
          hint={words.encryptToHint}
          rows={6}
          monospaced
          note={endsOf(form.encryptTo)}
          value={form.encryptTo}
          error={problems.at('/party/encryptTo')}
          onChange={(encryptTo) => change({ ...form, encryptTo }, '/party/encryptTo')}
        />
      )}
    </>
  );
}

/** Until when each certificate that was entered is good. */
function endsOf(text: string): string | null {
  const ends = certificatesIn(text).map((certificate) => certificateDates(certificate)?.until ?? null);
  const said = ends.flatMap((until, index) =>
    until === null ? [] : [words.certificateUntil(index + 1, formatDate(until), daysUntil(until, now()))],
  );
  return said.length === 0 ? null : said.join(' ');
}
