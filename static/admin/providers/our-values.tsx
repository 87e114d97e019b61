import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { RpcError } from '#contract/rpc/result';
import { type ConnectionAddresses, connectionAddresses } from '#contract/settings/addresses';
import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { rpc } from '../rpc.ts';
import { useOverview } from '../state/overview.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { download } from '../ui/download.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { calledThere, type ProviderForm, variantOf } from './form/provider-form.ts';

const words = connectionWords.ours;

interface OurValue {
  readonly name: keyof ConnectionAddresses;
  readonly hint: string | null;
}

/** What the provider of this connection has to know of us: only what exists for its protocol and its options. */
function valuesFor(form: ProviderForm, isStored: boolean): OurValue[] {
  const variant = variantOf(form);
  const called = (ours: string, theirs: string) => calledThere(form.preset, ours, theirs);
  switch (variant.protocol) {
    case 'saml':
      return [
        { name: 'metadataUrl', hint: isStored ? null : words.metadataLater },
        { name: 'entityId', hint: called(words.entityId, variant.fieldNames.ourEntityId) },
        { name: 'acsUrl', hint: called(words.acsUrl, variant.fieldNames.ourAcsUrl) },
        { name: 'logoutUrl', hint: null },
      ];
    case 'oidc': {
      const { loginFromProvider, backChannelLogout, tokenEndpointAuth } = form.oidc;
      return [
        { name: 'redirectUri', hint: called(words.redirectUri, variant.fieldNames.redirectUri) },
        { name: 'postLogoutUri', hint: null },
        ...(loginFromProvider ? [{ name: 'initiateLoginUri', hint: null } as const] : []),
        ...(backChannelLogout ? [{ name: 'backChannelLogoutUri', hint: null } as const] : []),
        ...(tokenEndpointAuth === 'private_key_jwt' ? [{ name: 'jwksUri', hint: null } as const] : []),
      ];
    }
    case 'oauth2':
      return [{ name: 'redirectUri', hint: called(words.redirectUri, variant.fieldNames.redirectUri) }];
    case 'email-code':
      return [];
    default:
      return variant satisfies never;
  }
}

/** What to do with the values; without a provider nobody has to be told. */
export function oursIntro({ protocol }: Pick<ProviderForm, 'protocol'>): { readonly intro?: string } {
  if (protocol === 'email-code') return {};
  return { intro: protocol === 'saml' ? words.introSaml : words.intro };
}

/** Beside the guide, which shows the values of SAML already: what remains is our metadata. */
export function oursHeading(form: Pick<ProviderForm, 'protocol'>): { readonly title: string; readonly intro?: string } {
  if (form.protocol === 'saml') return { title: words.metadataTitle, intro: words.introBesideGuide };
  return { title: words.title, ...oursIntro(form) };
}

interface OurValuesProps {
  readonly form: ProviderForm;
  readonly isStored: boolean;
  /** The guide stands above: what it has to be copied is not shown a second time under another name. */
  readonly besideGuide?: boolean;
}

/** The values with a button to copy each, or a way to ask again while the broker does not say where it is. */
export function OurValues({ form, isStored, besideGuide = false }: OurValuesProps) {
  const { overview, reload } = useOverview();
  const pasted = besideGuide ? variantOf(form).guide.flatMap(({ paste = [] }) => paste.map(({ value }) => value)) : [];
  const values = valuesFor(form, isStored).filter(({ name }) => !pasted.includes(`{${name}}`));
  if (values.length === 0 && form.protocol !== 'saml') return <p>{words.nothing}</p>;
  if (overview.addresses === null)
    return (
      <Message kind="warning" actions={<Button onClick={() => void reload()}>{en.common.retry}</Button>}>
        <p>{en.editor.redirectUriUnknown}</p>
      </Message>
    );
  if (form.id === '') return <Message kind="info">{words.needsId}</Message>;
  const addresses = connectionAddresses(overview.addresses.loginOrigin, form.id);
  return (
    <>
      {values.map(({ name, hint }) => (
        <CopyField key={name} label={words[name]} value={addresses[name]} {...(hint === null ? {} : { hint })} />
      ))}
      {form.protocol === 'saml' && <MetadataFile form={form} {...(isStored ? { address: addresses.metadataUrl } : {})} />}
    </>
  );
}

/** Our metadata as a file, made by the broker of what is in the form; its address answers once the connection is saved. */
function MetadataFile({ form, address }: { form: ProviderForm; address?: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<RpcError | null>(null);
  const make = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const { signRequests, signed, encryption, nameIdFormat } = form.saml;
    const result = await rpc('connection.metadata', { id: form.id, signRequests, signed, encryption, nameIdFormat });
    setBusy(false);
    if (result.ok) download(words.file(form.id), 'application/samlmetadata+xml', result.value.xml);
    else setError(result.error);
  };
  return (
    <div className="metadata-file">
      <div className="actions">
        <Button onClick={() => void make()} isLoading={busy}>
          {words.download}
        </Button>
        {address !== undefined && <ExternalLink href={address}>{words.openMetadata}</ExternalLink>}
      </div>
      <SaveError error={error} />
    </div>
  );
}
