import { wrongAnswers } from '#contract/presets/answers';
import type { ConnectionView } from '#contract/rpc/admin';
import { ConnectionDraft } from '#contract/rpc/drafts';
import { addressRemark } from '#contract/settings/address-text';
import { certificateProblem } from '#contract/settings/certificate-text';
import type { Problem } from '#contract/settings/problems';
import { problemsOf } from '#contract/settings/shape';
import { en } from '../../i18n/en.ts';
import { connectionWords } from '../../i18n/en-connections.ts';
import { assuranceMistakes } from './assurance-form.ts';
import { claimProblems } from './claims.ts';
import { draftOf } from './draft.ts';
import { needsSecret, type ProviderForm, variantOf } from './provider-form.ts';

/** Every mistake that shows without asking anybody, beside the `connections` that there are, with the paths that the backend uses too. */
export function problemsIn(form: ProviderForm, adding: boolean, connections: readonly ConnectionView[]): Problem[] {
  const draft = draftOf(form);
  const wrong = adding ? wrongAnswers(variantOf(form), form.answers) : [];
  const found = problemsOf(ConnectionDraft, draft)
    .map(({ path, message }) => ({ path: `/connection${path}`, message: wordsAt(draft, path) ?? message }))
    // A wrong answer makes a wrong address: it is told once, at the question.
    .filter(({ path }) => wrong.length === 0 || !madeOfAnswers.includes(path));
  const said = 'assurance' in draft && draft.assurance ? assuranceMistakes(form.assurance, draft.assurance) : [];
  return [
    ...wrong.map((name) => ({
      path: `/answers/${name}`,
      message: (form.answers[name] ?? '') === '' ? en.editor.required : en.editor.answerWrong,
    })),
    ...found.filter(({ path }) => said.length === 0 || !path.startsWith('/connection/assurance')),
    ...certificateProblems(form, found),
    ...said,
    ...claimProblems(form, connections, adding),
    ...(adding && needsSecret(form) && form.newClientSecret === ''
      ? [{ path: '/connection/newClientSecret', message: en.editor.required }]
      : []),
    ...('emailTrust' in draft && draft.emailTrust === 'authoritative' && draft.domains.mode !== 'list'
      ? [{ path: '/connection/emailTrust', message: en.editor.trustNeedsList }]
      : []),
  ];
}

const madeOfAnswers = [
  '/connection/issuer',
  '/connection/authorizationUrl',
  '/connection/tokenUrl',
  '/connection/userInfoUrl',
  '/connection/emailsUrl',
  '/connection/metadata/url',
];

/** What is wrong with a certificate, in words of its own; null for one that looks right, and for an empty field. */
export function certificateWords(text: string): string | null {
  if (text.trim() === '') return null;
  const problem = certificateProblem(text);
  if (problem === null) return null;
  return problem.startsWith('is a private key') ? connectionWords.certificate.privateKey : connectionWords.certificate.wrong(problem);
}

/** Has somebody pasted a private key where a certificate belongs? Then nothing of the form leaves the page. */
export function holdsPrivateKey({ saml, protocol }: ProviderForm): boolean {
  const texts = [...saml.certificates, saml.metadataSigner];
  return protocol === 'saml' && texts.some((text) => certificateProblem(text)?.startsWith('is a private key') === true);
}

function certificateProblems({ protocol, saml }: ProviderForm, found: readonly Problem[]): Problem[] {
  if (protocol !== 'saml') return [];
  const texts: [string, string][] = [
    ...saml.certificates.map((text, index): [string, string] => [`/connection/certificates/${index}`, text]),
    ['/connection/metadata/signedBy', saml.metadataSigner],
  ];
  return texts.flatMap(([path, text]) => {
    const message = certificateWords(text);
    return message === null || found.some((problem) => problem.path === path) ? [] : [{ path, message }];
  });
}

/** Words for a value that the schema refuses, where something better can be said than which form it has to have. */
function wordsAt(draft: ConnectionDraft, path: string): string | null {
  const value = path
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), draft);
  if (/^\/domains\/list\/\d+$/.test(path)) return en.editor.domainWrong(String(value));
  if (typeof value !== 'string') return null;
  if (/^\/certificates\/\d+$|^\/metadata\/signedBy$/.test(path)) return value === '' ? en.editor.required : certificateWords(value);
  if (/^\/(issuer|\w+Url|signOn\/url|logout\/url|metadata\/url|endpoints\/\w+)$/.test(path))
    return value === '' ? en.editor.required : (addressRemark(value)?.text ?? null);
  return null;
}
