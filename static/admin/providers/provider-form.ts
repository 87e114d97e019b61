import { getPreset } from '#contract/presets/all';
import { type Answers, issuerFrom, wrongAnswers } from '#contract/presets/issuer';
import type { ConnectionDraft, ConnectionView } from '#contract/rpc/admin';
import { ConnectionDraftSchema } from '#contract/rpc/drafts';
import type { OidcConnection, PresetId } from '#contract/settings/connection';
import type { Problem } from '#contract/settings/problems';
import { problemsOf } from '#contract/settings/validate';
import { en } from '../i18n/en.ts';

type Claims = Record<keyof OidcConnection['claims'], string>;

/** What the form holds: texts as they are typed, also while they are not valid yet. */
export interface ProviderForm {
  readonly preset: PresetId;
  readonly name: string;
  readonly id: string;
  /** Until somebody types a short name, it follows the name. */
  readonly idTyped: boolean;
  readonly answers: Answers;
  readonly issuer: string;
  readonly clientId: string;
  readonly newClientSecret: string;
  readonly domainMode: 'list' | 'any-unclaimed';
  readonly domainLines: string;
  readonly emailTrust: OidcConnection['emailTrust'];
  readonly tokenEndpointAuth: OidcConnection['tokenEndpointAuth'];
  readonly idTokenAlgorithm: OidcConnection['idTokenAlgorithm'];
  readonly scopes: string;
  readonly claims: Claims;
  readonly enabled: boolean;
}

export function newForm(preset: PresetId): ProviderForm {
  const blank = {
    name: '',
    id: '',
    idTyped: false,
    clientId: '',
    newClientSecret: '',
    domainMode: 'list',
    domainLines: '',
    enabled: true,
  } as const;
  return withPreset({ ...blank, ...presetDefaults(preset) }, preset);
}

/** Another vendor: its defaults replace what the one before had filled in, what somebody typed stays. */
export function withPreset(form: ProviderForm, preset: PresetId): ProviderForm {
  return { ...form, ...presetDefaults(preset) };
}

function presetDefaults(id: PresetId) {
  const { defaults, questions, issuer } = getPreset(id);
  const { scopes, claims, ...rest } = defaults;
  return {
    ...rest,
    preset: id,
    scopes: scopes.join(' '),
    claims: { ...claims, groups: claims.groups ?? '' },
    answers: {},
    issuer: questions.length === 0 ? issuer : '',
  };
}

export function formOf(view: ConnectionView): ProviderForm {
  const { scopes, claims, domains, clientSecretSetAt: _, protocol: __, ...same } = view;
  return {
    ...same,
    idTyped: true,
    answers: {},
    newClientSecret: '',
    domainMode: domains.mode,
    domainLines: domains.mode === 'list' ? domains.list.join('\n') : '',
    scopes: scopes.join(' '),
    claims: { ...claims, groups: claims.groups ?? '' },
  };
}

/** The vendor in a sentence. */
export function vendorName(preset: PresetId): string {
  return preset === 'generic-oidc' ? en.editor.theProvider : getPreset(preset).name;
}

/** The name as a short name: lower-case letters, digits and single hyphens, at most 40. */
function shortName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return plain.slice(0, 40).replaceAll(/^-+|-+$/g, '');
}

export function withName(form: ProviderForm, name: string): ProviderForm {
  return { ...form, name, id: form.idTyped ? form.id : shortName(name) };
}

export function withAnswer(form: ProviderForm, question: string, answer: string): ProviderForm {
  const answers = { ...form.answers, [question]: answer.trim() };
  return { ...form, answers, issuer: issuerFrom(getPreset(form.preset), answers) };
}

export function domainsOf(lines: string): string[] {
  const words = lines.split(/[\s,;]+/).filter((word) => word !== '');
  return [...new Set(words.map((word) => word.toLowerCase().replace(/^@/, '')))];
}

export function draftOf(form: ProviderForm): ConnectionDraft {
  const { idTyped: _, answers: __, domainMode, domainLines, scopes, claims, newClientSecret, ...same } = form;
  return {
    ...same,
    protocol: 'oidc',
    name: form.name.trim(),
    issuer: form.issuer.trim(),
    clientId: form.clientId.trim(),
    newClientSecret: newClientSecret === '' ? null : newClientSecret,
    scopes: scopes.split(/\s+/).filter((scope) => scope !== ''),
    claims: { ...claims, groups: claims.groups === '' ? null : claims.groups },
    domains: domainMode === 'list' ? { mode: 'list', list: domainsOf(domainLines) } : { mode: 'any-unclaimed' },
  };
}

/** Every mistake that shows without asking anybody, with the paths that the backend uses too. */
export function problemsIn(form: ProviderForm, adding: boolean): Problem[] {
  const draft = draftOf(form);
  const wrong = adding ? wrongAnswers(getPreset(form.preset), form.answers) : [];
  const found = problemsOf(ConnectionDraftSchema, draft)
    .map(({ path, message }) => ({ path: `/connection${path}`, message: domainWords(draft, path) ?? message }))
    // A wrong answer makes a wrong issuer: it is told once, at the question.
    .filter(({ path }) => path !== '/connection/issuer' || !adding || wrong.length === 0);
  return [
    ...wrong.map((name) => ({
      path: `/answers/${name}`,
      message: (form.answers[name] ?? '') === '' ? en.editor.required : en.editor.answerWrong,
    })),
    ...found,
    ...(adding && draft.newClientSecret === null ? [{ path: '/connection/newClientSecret', message: en.editor.required }] : []),
    ...(draft.emailTrust === 'authoritative' && draft.domains.mode !== 'list'
      ? [{ path: '/connection/emailTrust', message: en.editor.trustNeedsList }]
      : []),
  ];
}

function domainWords({ domains }: ConnectionDraft, path: string): string | null {
  const index = /^\/domains\/list\/(\d+)$/.exec(path)?.[1];
  if (index === undefined || domains.mode !== 'list') return null;
  return en.editor.domainWrong(domains.list[Number(index)] ?? '');
}

/** A stored connection as it would be sent unchanged, for changes that need no form. */
export function unchangedDraft(view: ConnectionView): ConnectionDraft {
  const { clientSecretSetAt: _, ...fields } = view;
  return { ...fields, newClientSecret: null };
}
