import { applicationPreset, isGuard } from '#contract/presets/applications';
import type { ImportedApplication } from '#contract/rpc/applications';
import { certificateProblem } from '#contract/settings/certificate-text';
import { Party } from '#contract/settings/party';
import type { Problem } from '#contract/settings/problems';
import { nameProblems } from '#contract/settings/rules/party-names';
import { problemsOf } from '#contract/settings/shape';
import { applications } from '../i18n/applications.ts';

const words = applications.editor;

/** What the form holds: texts as they are typed, also while they are not valid yet. */
export interface ApplicationForm {
  readonly preset: Party['preset'];
  readonly name: string;
  readonly id: string;
  /** Until somebody types a short name, it follows the name. */
  readonly idTyped: boolean;
  readonly enabled: boolean;
  readonly entityId: string;
  /** One per line. */
  readonly acsLines: string;
  readonly logoutUrl: string;
  readonly logoutBinding: 'redirect' | 'post';
  readonly certificateText: string;
  readonly signedRequests: boolean;
  readonly encrypts: boolean;
  readonly encryptTo: string;
  readonly nameId: Party['nameId'];
  readonly attributes: Party['attributes'];
  readonly sign: Party['sign'];
  readonly algorithm: Party['algorithm'];
  readonly admits: 'all' | 'some';
  readonly connections: readonly string[];
  /** Empty: people choose. */
  readonly primaryConnection: string;
  readonly secondFactor: 'everywhere' | 'everybody' | 'nobody' | 'kept';
  /** What `kept` keeps: rules that this form does not show. */
  readonly keptPolicy: Party['policy'];
}

export function newApplication(preset: Party['preset']): ApplicationForm {
  const blank = { name: '', id: '', idTyped: false, enabled: true, entityId: '', acs: [], connections: null, primaryConnection: null };
  return { ...formOf({ ...applicationPreset(preset).defaults, ...blank, preset }), idTyped: false };
}

/** Another kind: its defaults replace what the one before had filled in, what somebody typed stays. */
export function withPreset(form: ApplicationForm, preset: Party['preset']): ApplicationForm {
  const { name, id, idTyped, enabled, entityId, acsLines } = form;
  return { ...newApplication(preset), name, id, idTyped, enabled, entityId, acsLines };
}

export function formOf(party: Party): ApplicationForm {
  const { acs, logout, certificates, encryptTo, connections, primaryConnection, policy, ...same } = party;
  return {
    ...same,
    idTyped: true,
    acsLines: acs.join('\n'),
    logoutUrl: logout?.url ?? '',
    logoutBinding: logout?.binding ?? 'redirect',
    certificateText: certificates.map(asPem).join('\n'),
    encrypts: encryptTo !== null,
    encryptTo: encryptTo === null ? '' : asPem(encryptTo),
    admits: connections === null ? 'all' : 'some',
    connections: connections ?? [],
    primaryConnection: primaryConnection ?? '',
    secondFactor: secondFactorOf(policy),
    keptPolicy: policy,
  };
}

/** The application as it would be saved; what is not valid stays as it was typed, for the schema to refuse. */
export function partyOf(form: ApplicationForm): Party {
  const { preset, id, enabled, signedRequests, sign, algorithm } = form;
  const logoutUrl = form.logoutUrl.trim();
  return {
    id,
    preset,
    name: form.name.trim(),
    enabled,
    entityId: form.entityId.trim(),
    acs: linesOf(form.acsLines),
    logout: logoutUrl === '' ? null : { url: logoutUrl, binding: form.logoutBinding },
    certificates: certificatesIn(form.certificateText),
    signedRequests,
    encryptTo: form.encrypts ? form.encryptTo.trim() : null,
    nameId: form.nameId,
    attributes: form.attributes.map(({ name, value }) => ({ name: name.trim(), value })),
    sign,
    algorithm,
    connections: form.admits === 'all' ? null : [...form.connections],
    primaryConnection: form.primaryConnection === '' ? null : form.primaryConnection,
    policy: policyOf(form),
  };
}

/** Every mistake that shows without asking anybody, with the paths that the backend uses too. */
export function problemsIn(form: ApplicationForm, connections: readonly { readonly id: string }[]): Problem[] {
  const party = partyOf(form);
  const shape = problemsOf(Party, party).map(({ path, message }) => ({ path: `/party${path}`, message }));
  const wrongCertificates = party.certificates.flatMap((text, index) => {
    const message = certificateProblem(text);
    return message === null ? [] : [{ path: `/party/certificates/${index}`, message }];
  });
  const wrongKey = party.encryptTo === null ? null : certificateProblem(party.encryptTo);
  const said = [
    ...empty(party),
    ...wrongCertificates,
    ...(wrongKey === null || party.encryptTo === '' ? [] : [{ path: '/party/encryptTo', message: wrongKey }]),
    ...(party.signedRequests && party.certificates.length === 0 ? [{ path: '/party/certificates', message: words.certificateNeeded }] : []),
    ...nameProblems(party, connections, '/party'),
  ];
  // Plain words go before what the schema says of the same place.
  return [...said, ...shape.filter(({ path }) => !said.some((problem) => problem.path === path))];
}

function empty(party: Party): Problem[] {
  const missing = [
    ...(party.name === '' ? ['/party/name'] : []),
    ...(party.id === '' ? ['/party/id'] : []),
    ...(party.entityId === '' ? ['/party/entityId'] : []),
    ...(party.acs.length === 0 ? ['/party/acs'] : []),
    ...(party.encryptTo === '' ? ['/party/encryptTo'] : []),
    ...party.attributes.flatMap(({ name }, index) => (name === '' ? [`/party/attributes/${index}/name`] : [])),
  ];
  return [
    ...missing.map((path) => ({ path, message: words.required })),
    ...(party.connections?.length === 0 ? [{ path: '/party/connections', message: words.chooseConnection }] : []),
  ];
}

/** What the metadata told, in the form; everything else stays as it was. */
export function withImported(form: ApplicationForm, found: ImportedApplication): ApplicationForm {
  const format = isGuard(form.preset) ? null : knownFormat(found.nameIdFormats);
  return {
    ...form,
    entityId: found.entityId,
    acsLines: found.acs.join('\n'),
    logoutUrl: found.logout?.url ?? '',
    logoutBinding: found.logout?.binding ?? 'redirect',
    certificateText: found.certificates.map(({ pem }) => pem).join('\n'),
    signedRequests: found.signsRequests && found.certificates.length > 0,
    encryptTo: found.encryptTo?.pem ?? '',
    encrypts: form.encrypts && found.encryptTo !== null,
    sign: found.wantsSignedAssertions && form.sign === 'response' ? 'both' : form.sign,
    ...(format === null ? {} : { nameId: withFormat(form.nameId, format) }),
  };
}

const formatNames: readonly (readonly [Party['nameId']['format'], string])[] = [
  ['persistent', 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
  ['email', 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
  ['transient', 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'],
];

/** The first form of name that the application lists and that is known here; null where it lists none. */
function knownFormat(listed: readonly string[]): Party['nameId']['format'] | null {
  for (const uri of listed) {
    const known = formatNames.find(([, name]) => name === uri);
    if (known !== undefined) return known[0];
  }
  return null;
}

/** A form of name with a value that it may have: an address in the form of one is the address that was checked. */
export function withFormat({ value }: Party['nameId'], format: Party['nameId']['format']): Party['nameId'] {
  if (format === 'email') return { format, value: 'email' };
  return { format, value: format === 'persistent' && value === 'email' ? 'subject' : value };
}

export function withName(form: ApplicationForm, name: string): ApplicationForm {
  return { ...form, name, id: form.idTyped ? form.id : shortName(name) };
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

const linesOf = (text: string): string[] => text.split(/\s+/).filter((line) => line !== '');

/** Each certificate by itself; a text that holds anything besides certificates stays whole, so that it is refused as what it is. */
export function certificatesIn(text: string): string[] {
  const plain = text.trim();
  if (plain === '') return [];
  const blocks = plain.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const rest = blocks.reduce((left, block) => left.replace(block, ''), plain).trim();
  return blocks.length > 0 && rest === '' ? [...new Set(blocks)] : [plain];
}

/** Settings may hold the base64 of DER alone. */
function asPem(text: string): string {
  if (text.includes('-----BEGIN')) return text.trim();
  const lines = text.replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n');
}

/** Are these rules that the form has no choice for? */
export function hasRules(policy: Party['policy']): boolean {
  return secondFactorOf(policy) === 'kept';
}

function secondFactorOf(policy: Party['policy']): ApplicationForm['secondFactor'] {
  if (policy === null) return 'everywhere';
  return policy.preset === 'everybody' || policy.preset === 'nobody' ? policy.preset : 'kept';
}

function policyOf({ secondFactor, keptPolicy }: ApplicationForm): Party['policy'] {
  if (secondFactor === 'kept') return keptPolicy;
  return secondFactor === 'everywhere' ? null : { preset: secondFactor };
}
