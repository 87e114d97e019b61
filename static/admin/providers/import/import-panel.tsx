import Button from '@atlaskit/button/new';
import { useRef, useState } from 'react';
import { isFilled } from '#contract/presets/answers';
import type { ImportRequest, ImportResult } from '#contract/rpc/import';
import type { RpcError } from '#contract/rpc/result';
import { addressRemark } from '#contract/settings/address-text';
import { connectionWords } from '../../i18n/en-connections.ts';
import { sentence } from '../../i18n/problem-words.ts';
import { rpc } from '../../rpc.ts';
import { Choices } from '../../ui/choices.tsx';
import { Message } from '../../ui/message.tsx';
import { Section } from '../../ui/page.tsx';
import { SaveError } from '../../ui/save-error.tsx';
import type { FieldsProps } from '../fields.tsx';
import { certificateWords } from '../form/problems.ts';
import { Preview } from './preview.tsx';
import { SamlSource } from './saml-source.tsx';
import { newSource, sourceOf, sourceProblem } from './source.ts';
import { takeOidc, takeSaml } from './take.ts';

const words = connectionWords.import;

interface Read {
  readonly wanted: ImportRequest;
  readonly found: ImportResult;
}

/** Reads what the provider says of itself, shows it, and fills it in when somebody says so. It saves nothing. */
export function ImportPanel({ form, change }: Pick<FieldsProps, 'form' | 'change'>) {
  const known = form.saml.metadataUrl;
  const [source, setSource] = useState(() => newSource(isFilled(known) ? known : ''));
  const [state, setState] = useState<'idle' | 'busy' | 'taken'>('idle');
  const [read, setRead] = useState<Read | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [error, setError] = useState<RpcError | null>(null);
  const [member, setMember] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  if (form.protocol !== 'saml' && form.protocol !== 'oidc') return null;
  const isSaml = form.protocol === 'saml';

  const ask = async (entityId: string | null): Promise<void> => {
    const problem = isSaml ? sourceProblem(source) : issuerProblem(form.oidc.issuer);
    setWrong(problem);
    setError(null);
    setState('idle');
    // What was read before is not of what is asked for now; a choice among several is a part of it.
    if (entityId === null) setRead(null);
    // What is wrong with the certificate is said at its own field.
    if (problem !== null || (isSaml && certificateWords(source.signedBy) !== null)) return;
    const signedBy = source.signedBy.trim() === '' ? null : source.signedBy.trim();
    const wanted: ImportRequest = isSaml
      ? { protocol: 'saml', source: sourceOf(source), entityId, signedBy }
      : { protocol: 'oidc', issuer: form.oidc.issuer };
    setState('busy');
    const result = await rpc('connection.import', { wanted });
    setState('idle');
    setRead(result.ok ? { wanted, found: result.value } : null);
    if (!result.ok) setError(result.error);
  };
  // The button that had the focus goes away with the preview.
  const close = (): void => {
    setRead(null);
    button.current?.focus();
  };
  const take = (): void => {
    if (read === null) return;
    const { found, wanted } = read;
    if (found.kind === 'saml' && wanted.protocol === 'saml') change(takeSaml(form, found, wanted), '/connection');
    if (found.kind === 'oidc') change(takeOidc(form, found), '/connection/issuer');
    close();
    setState('taken');
  };
  const edit = (next: typeof source): void => {
    setSource(next);
    setWrong(null);
    setError(null);
    setRead(null);
    setState('idle');
  };
  // The issuer has its field elsewhere: what was read of another one says nothing of this.
  const isOther = read?.wanted.protocol === 'oidc' && read.wanted.issuer !== form.oidc.issuer;
  const found = isOther ? null : (read?.found ?? null);
  return (
    <Section title={isSaml ? words.saml : words.oidc} intro={words.intro}>
      {isSaml ? (
        <SamlSource source={source} wrong={wrong} onChange={edit} />
      ) : (
        <p className="import-issuer">
          {words.issuer}: <code>{form.oidc.issuer}</code>
          {wrong !== null && <span className="field-error">{wrong}</span>}
        </p>
      )}
      <div className="actions import-actions">
        <Button ref={button} onClick={() => void ask(null)} isLoading={state === 'busy'}>
          {isSaml ? words.readSaml : words.readOidc}
        </Button>
      </div>
      <SaveError error={error} elsewhere={(error?.problems ?? []).map(({ message }) => sentence(message))} />
      {found?.kind === 'several' && (
        <>
          <Choices
            legend={words.several}
            choices={found.providers.map(({ entityId, name }) => ({
              value: entityId,
              label: name ?? entityId,
              ...(name === null ? {} : { hint: entityId }),
            }))}
            value={member}
            error={null}
            onChange={setMember}
          />
          <div className="actions import-actions">
            <Button isDisabled={member === null} onClick={() => void ask(member)}>
              {words.choose}
            </Button>
          </div>
        </>
      )}
      {found !== null && found.kind !== 'several' && <Preview form={form} found={found} onTake={take} onDiscard={close} />}
      {state === 'taken' && <Message kind="success">{words.taken}</Message>}
    </Section>
  );
}

function issuerProblem(issuer: string): string | null {
  if (issuer === '' || !isFilled(issuer)) return words.empty;
  const remark = addressRemark(issuer);
  return remark?.kind === 'error' ? sentence(remark.text) : null;
}
