import { useId } from 'react';
import { methodTexts } from '#contract/messages/en/second-factor';
import type { SecondFactorState } from '#contract/rpc/second-factor';
import type { MethodKind, Methods } from '#contract/settings/methods';
import { methodStrength } from '#contract/settings/policy/method-strength';
import { secondFactor } from '../../i18n/second-factor.ts';
import { Lozenge } from '../../ui/lozenge.tsx';
import { Switch } from '../../ui/switch.tsx';
import { MethodSettings } from './method-settings.tsx';
import { SendTest } from './send-test.tsx';

const words = secondFactor.method;

interface MethodCardProps {
  readonly kind: MethodKind;
  readonly methods: Methods;
  readonly broker: SecondFactorState | null;
  readonly problemAt: (below: string) => string | null;
  readonly onChange: (methods: Methods, below: string) => void;
}

const senderOf = { 'email-code': 'mail', 'sms-code': 'sms', 'yubico-otp': 'otp' } as const satisfies Partial<
  Record<MethodKind, keyof SecondFactorState['senders']>
>;
const hasSender = (kind: MethodKind): kind is keyof typeof senderOf => kind in senderOf;

/** One method: its switch, what it is worth, who keeps what, and its settings. */
export function MethodCard({ kind, methods, broker, problemAt, onChange }: MethodCardProps) {
  const id = useId();
  const { strength, text, keeper } = secondFactor.methods[kind];
  const { name } = methodTexts[kind];
  const { enabled } = methods[kind];
  return (
    <li className="method" aria-labelledby={id}>
      <div className="method-head">
        <h4 id={id}>{name}</h4>
        <Lozenge kind={kindOfStrength(kind)}>{strength}</Lozenge>
        {broker !== null && <SenderState kind={kind} broker={broker} enabled={enabled} />}
      </div>
      <p>{text}</p>
      <p className="subtle">
        <strong>{words.keeper}:</strong> {keeper}
      </p>
      <Switch
        label={words.use(name)}
        shown={words.use(name)}
        on={enabled}
        onTurn={(on) => onChange({ ...methods, [kind]: { ...methods[kind], enabled: on } }, 'enabled')}
      />
      {broker !== null && enabled && !broker.ready.includes(kind) && (
        <p className="method-note">{words.notReadyText[hasSender(kind) && !broker.senders[senderOf[kind]] ? senderOf[kind] : 'other']}</p>
      )}
      {enabled && <MethodSettings kind={kind} methods={methods} problemAt={problemAt} onChange={onChange} />}
      {(kind === 'email-code' || kind === 'sms-code') && (
        <SendTest
          way={senderOf[kind]}
          name={name}
          countries={methods['sms-code'].countries}
          isSetUp={broker === null || broker.senders[senderOf[kind]]}
        />
      )}
    </li>
  );
}

function SenderState({ kind, broker, enabled }: { kind: MethodKind; broker: SecondFactorState; enabled: boolean }) {
  if (!hasSender(kind)) return broker.ready.includes(kind) || !enabled ? null : <Lozenge kind="warning">{words.notReady}</Lozenge>;
  return broker.senders[senderOf[kind]] ? (
    <Lozenge kind="success">{words.ready}</Lozenge>
  ) : (
    <Lozenge kind="warning">{words.notReady}</Lozenge>
  );
}

function kindOfStrength(kind: MethodKind): 'success' | 'info' | 'warning' | 'neutral' {
  if (kind === 'recovery-code' || kind === 'temporary-pass') return 'neutral';
  return ({ any: 'warning', strong: 'info', 'phishing-resistant': 'success' } as const)[methodStrength[kind]];
}
