import { findPreset, findVariant, presets } from '#contract/presets/all';
import { type Answers, fillIn, wrongAnswers } from '#contract/presets/answers';
import { oidcDefaults } from '#contract/presets/defaults';
import type { OidcVariant } from '#contract/presets/preset';
import type { ConnectionView } from '#contract/rpc/admin';
import { ConnectionDraft } from '#contract/rpc/drafts';
import type { Protocol } from '#contract/settings/connection';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import type { PresetId } from '#contract/settings/connections/preset-id';
import type { Problem } from '#contract/settings/problems';
import { problemsOf } from '#contract/settings/shape';
import { en } from '../i18n/en.ts';

/** A stored connection that this form can show. */
export type OidcView = Extract<ConnectionView, { protocol: 'oidc' }>;
type OidcDraft = Extract<ConnectionDraft, { protocol: 'oidc' }>;

export const claimNames = ['email', 'firstName', 'lastName', 'displayName', 'groups'] as const;
type Claims = Record<(typeof claimNames)[number], string>;

/** Settings that the form has no field for; they are saved as they were. */
type Kept = Pick<OidcConnection, 'endpoints' | 'loginFromProvider' | 'backChannelLogout'> &
  Pick<OidcConnection['mapping'], 'more' | 'patterns'>;

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
  readonly acrValues: string;
  /** Seconds, or empty. */
  readonly maxAge: string;
  readonly prompt: OidcConnection['prompt'];
  readonly claims: Claims;
  readonly kept: Kept;
  readonly enabled: boolean;
}

/** The protocols that this form has fields for. */
export const formProtocols: readonly Protocol[] = ['oidc'];

/** Vendors that can be set up here. */
export const offeredPresets = presets.filter(({ variants }) => variants.some(({ protocol }) => formProtocols.includes(protocol)));

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

/** How the form asks for a vendor; a stored connection of a vendor without words for OpenID Connect has no questions. */
export function variantOf(preset: PresetId): Pick<OidcVariant, 'questions' | 'guide' | 'pitfalls' | 'issuer' | 'defaults'> {
  return findVariant(preset, 'oidc') ?? { questions: [], guide: [], pitfalls: [], issuer: '', defaults: oidcDefaults };
}

function presetDefaults(preset: PresetId) {
  const { defaults, questions, issuer } = variantOf(preset);
  return { ...textsOf(defaults), preset, answers: {}, issuer: questions.length === 0 ? issuer : '' };
}

/** The settings of the protocol as the fields of the form hold them. */
function textsOf(settings: OidcVariant['defaults']) {
  const { scopes, acrValues, maxAgeSeconds, mapping, endpoints, loginFromProvider, backChannelLogout, ...same } = settings;
  const { more, patterns, ...claims } = mapping;
  return {
    ...same,
    scopes: scopes.join(' '),
    acrValues: acrValues.join(' '),
    maxAge: maxAgeSeconds === null ? '' : String(maxAgeSeconds),
    claims: { ...claims, groups: claims.groups ?? '' },
    kept: { endpoints, loginFromProvider, backChannelLogout, more, patterns },
  };
}

export function formOf(view: OidcView): ProviderForm {
  const { id, preset, name, enabled, issuer, clientId, domains, clientSecretSetAt: _, protocol: __, ...settings } = view;
  return {
    ...textsOf(settings),
    id,
    preset,
    name,
    enabled,
    issuer,
    clientId,
    idTyped: true,
    answers: {},
    newClientSecret: '',
    domainMode: domains.mode,
    domainLines: domains.mode === 'list' ? domains.list.join('\n') : '',
  };
}

/** The vendor in a sentence. */
export function vendorName(preset: PresetId): string {
  return (preset.startsWith('generic-') ? null : findPreset(preset)?.name) ?? en.editor.theProvider;
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
  return { ...form, answers, issuer: fillIn(variantOf(form.preset).issuer, answers) };
}

export function domainsOf(lines: string): string[] {
  const words = lines.split(/[\s,;]+/).filter((word) => word !== '');
  return [...new Set(words.map((word) => word.toLowerCase().replace(/^@/, '')))];
}

const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

export function draftOf(form: ProviderForm): OidcDraft {
  const { idTyped: _, answers: __, domainMode, domainLines, newClientSecret, maxAge, claims, kept, ...same } = form;
  const { more, patterns, ...keptSettings } = kept;
  return {
    ...same,
    ...keptSettings,
    protocol: 'oidc',
    name: form.name.trim(),
    issuer: form.issuer.trim(),
    clientId: form.clientId.trim(),
    newClientSecret: newClientSecret === '' || !needsSecret(form) ? null : newClientSecret,
    scopes: wordsIn(form.scopes),
    acrValues: wordsIn(form.acrValues),
    // What is no number stays as it was typed would: not a number, which the schema refuses.
    maxAgeSeconds: maxAge.trim() === '' ? null : Number(maxAge),
    mapping: { ...claims, groups: claims.groups === '' ? null : claims.groups, more, patterns },
    domains: domainMode === 'list' ? { mode: 'list', list: domainsOf(domainLines) } : { mode: 'any-unclaimed' },
  };
}

/** With a signature of our own there is no secret to enter. */
export function needsSecret({ tokenEndpointAuth }: Pick<ProviderForm, 'tokenEndpointAuth'>): boolean {
  return tokenEndpointAuth !== 'private_key_jwt';
}

/** Every mistake that shows without asking anybody, with the paths that the backend uses too. */
export function problemsIn(form: ProviderForm, adding: boolean): Problem[] {
  const draft = draftOf(form);
  const wrong = adding ? wrongAnswers(variantOf(form.preset), form.answers) : [];
  const found = problemsOf(ConnectionDraft, draft)
    .map(({ path, message }) => ({ path: `/connection${path}`, message: domainWords(draft, path) ?? message }))
    // A wrong answer makes a wrong issuer: it is told once, at the question.
    .filter(({ path }) => path !== '/connection/issuer' || !adding || wrong.length === 0);
  return [
    ...wrong.map((name) => ({
      path: `/answers/${name}`,
      message: (form.answers[name] ?? '') === '' ? en.editor.required : en.editor.answerWrong,
    })),
    ...found,
    ...(adding && needsSecret(form) && draft.newClientSecret === null
      ? [{ path: '/connection/newClientSecret', message: en.editor.required }]
      : []),
    ...(draft.emailTrust === 'authoritative' && draft.domains.mode !== 'list'
      ? [{ path: '/connection/emailTrust', message: en.editor.trustNeedsList }]
      : []),
  ];
}

function domainWords({ domains }: OidcDraft, path: string): string | null {
  const index = /^\/domains\/list\/(\d+)$/.exec(path)?.[1];
  if (index === undefined || domains.mode !== 'list') return null;
  return en.editor.domainWrong(domains.list[Number(index)] ?? '');
}

/** A stored connection as it would be sent unchanged, for changes that need no form. */
export function unchangedDraft(view: ConnectionView): ConnectionDraft {
  if (!('clientSecretSetAt' in view)) return view;
  const { clientSecretSetAt: _, ...fields } = view;
  return { ...fields, newClientSecret: null };
}
