import type { MethodKind, Methods } from '#contract/settings/methods';
import { secondFactor } from '../../i18n/second-factor.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { CountryField } from '../../ui/country-field.tsx';
import { LinesField } from '../../ui/lines-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { optionsOf } from '../../ui/options.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

const words = secondFactor.method;

interface MethodSettingsProps {
  readonly kind: MethodKind;
  readonly methods: Methods;
  readonly problemAt: (below: string) => string | null;
  readonly onChange: (methods: Methods, below: string) => void;
}

/** What can be set about a method besides its switch. Bounds are those of the schema, which refuses what is outside of them. */
export function MethodSettings({ kind, methods, problemAt, onChange }: MethodSettingsProps) {
  const set = <Kind extends MethodKind>(of: Kind, changed: Partial<Methods[Kind]>) =>
    onChange({ ...methods, [of]: { ...methods[of], ...changed } }, Object.keys(changed)[0] ?? '');
  switch (kind) {
    case 'webauthn':
      return <KeySettings methods={methods} problemAt={problemAt} set={(changed) => set('webauthn', changed)} />;
    case 'push':
      return (
        <NumberField
          label={words.pushSeconds}
          hint={words.bounds(60, 300)}
          value={methods.push.seconds}
          error={problemAt('seconds')}
          onChange={(seconds) => set('push', { seconds })}
        />
      );
    case 'totp':
      return (
        <SelectField
          label={words.drift}
          value={methods.totp.drift}
          options={optionsOf(words.drifts)}
          error={problemAt('drift')}
          onChange={(drift) => set('totp', { drift })}
        />
      );
    case 'sms-code':
      return <SmsSettings methods={methods} problemAt={problemAt} set={(changed) => set('sms-code', changed)} />;
    case 'email-code':
      return (
        <NumberField
          label={words.minutes}
          hint={words.bounds(2, 10)}
          value={methods['email-code'].minutes}
          error={problemAt('minutes')}
          onChange={(minutes) => set('email-code', { minutes })}
        />
      );
    case 'recovery-code':
      return (
        <CheckBox
          label={words.replaceUsed}
          hint={words.replaceUsedHint}
          checked={methods['recovery-code'].replaceUsed}
          onChange={(replaceUsed) => set('recovery-code', { replaceUsed })}
        />
      );
    case 'oath-token':
    case 'yubico-otp':
    case 'temporary-pass':
      return null;
    default:
      return kind satisfies never;
  }
}

interface SettingsOf<Kind extends MethodKind> extends Pick<MethodSettingsProps, 'methods' | 'problemAt'> {
  readonly set: (changed: Partial<Methods[Kind]>) => void;
}

function KeySettings({ methods: { webauthn }, problemAt, set }: SettingsOf<'webauthn'>) {
  return (
    <>
      <CheckBox label={words.passkeys} hint={words.passkeysHint} checked={webauthn.passkeys} onChange={(passkeys) => set({ passkeys })} />
      <SelectField
        label={words.verification}
        value={webauthn.userVerification}
        options={optionsOf(words.verifications)}
        error={problemAt('userVerification')}
        onChange={(userVerification) => set({ userVerification })}
      />
      <SelectField
        label={words.models}
        value={webauthn.onlyModels === null ? 'all' : 'some'}
        options={[
          { value: 'all', label: words.modelsAll },
          { value: 'some', label: words.modelsSome },
        ]}
        error={null}
        onChange={(which) => set({ onlyModels: which === 'all' ? null : [] })}
      />
      {webauthn.onlyModels !== null && (
        <LinesField
          label={words.modelsSome}
          hint={words.modelsHint}
          lines={webauthn.onlyModels}
          lowerCase
          error={problemAt('onlyModels')}
          onChange={(onlyModels) => set({ onlyModels })}
        />
      )}
    </>
  );
}

function SmsSettings({ methods, problemAt, set }: SettingsOf<'sms-code'>) {
  const sms = methods['sms-code'];
  return (
    <>
      <CountryField
        label={words.countries}
        chosen={sms.countries}
        error={problemAt('countries')}
        onChange={(countries) => set({ countries })}
      />
      <div className="field-pair">
        <NumberField
          label={words.digits}
          hint={words.bounds(6, 8)}
          value={sms.digits}
          error={problemAt('digits')}
          onChange={(digits) => set({ digits })}
        />
        <NumberField
          label={words.minutes}
          hint={words.bounds(2, 10)}
          value={sms.minutes}
          error={problemAt('minutes')}
          onChange={(minutes) => set({ minutes })}
        />
        <NumberField
          label={words.perDay}
          hint={`${words.bounds(1, 100_000)} ${words.perDayHint}`}
          value={sms.perDay}
          error={problemAt('perDay')}
          onChange={(perDay) => set({ perDay })}
        />
        <TextField
          label={words.endsOnLabel}
          type="date"
          hint={words.endsOnHint}
          value={sms.endsOn ?? ''}
          error={problemAt('endsOn')}
          onChange={(day) => set({ endsOn: day === '' ? null : day })}
        />
      </div>
    </>
  );
}
