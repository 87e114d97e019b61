import { en } from '../i18n/en.ts';

interface ChecksProps {
  readonly label: string;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly text: string }[];
}

/** What a test tried, one by one, with what was found. */
export function Checks({ label, checks }: ChecksProps) {
  return (
    <ul className="checks" aria-label={label}>
      {checks.map((check) => (
        <li key={check.name} className={check.ok ? 'check check-ok' : 'check check-bad'}>
          <span aria-hidden="true" className="check-mark" />
          <div>
            <p className="check-name">
              <span className="visually-hidden">{check.ok ? en.common.passed : en.common.failed}: </span>
              {check.name}
            </p>
            <p className="check-text">{check.text}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
