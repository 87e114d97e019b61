import { valuesAt } from '#contract/mapping/json-values';
import type { MappedPerson, MappingFault } from '#contract/mapping/map-facts';
import { factsInAnswers, subjectIn as subjectInAnswers } from '#contract/mapping/oauth2-answers';
import { factsInClaims } from '#contract/mapping/oidc-claims';
import type { Compile } from '#contract/mapping/patterned';
import { factsInAttributes, subjectIn as subjectInAttributes } from '#contract/mapping/saml-attributes';
import { mappingOf } from '../form/mapping-form.ts';
import type { ProviderForm } from '../form/provider-form.ts';
import { domainsOf } from '../form/texts.ts';
import type { Example } from './read-example.ts';

type Facts = Extract<MappedPerson, { ok: true }>['facts'];

/** Who that would be; `refused` names why nobody would get in with it. */
export type Person =
  | { readonly ok: true; readonly subject: string | null; readonly facts: Facts; readonly refused: Refused | null }
  | { readonly ok: false; readonly fault: MappingFault };
export type Refused =
  | { readonly why: 'no-email' | 'not-verified' | 'no-subject' }
  | { readonly why: 'other-domain'; readonly domain: string };

/** The identity that an example maps to, by the rules of a sign-in. Throws for an expression that cannot be used. */
export function personIn(form: ProviderForm, example: Example, compile: Compile): Person {
  const { subject, mapped } = read(form, example, compile);
  if (!mapped.ok) return mapped;
  return { ok: true, subject, facts: mapped.facts, refused: subject === null ? { why: 'no-subject' } : refusalOf(form, mapped.facts) };
}

function read(form: ProviderForm, example: Example, compile: Compile): { subject: string | null; mapped: MappedPerson } {
  const mapping = mappingOf(form.mapping);
  switch (example.protocol) {
    case 'oidc': {
      const { sub } = example.idToken;
      return { subject: typeof sub === 'string' && sub !== '' ? sub : null, mapped: factsInClaims(mapping, example, compile) };
    }
    case 'oauth2': {
      const emailVerified = form.oauth2.emailVerified.trim() === '' ? null : form.oauth2.emailVerified.trim();
      const subject = valuesAt(example.userInfo, form.oauth2.subject.trim()) === null ? null : form.oauth2.subject.trim();
      return {
        subject: subject === null ? null : subjectInAnswers(example.userInfo, subject),
        mapped: factsInAnswers({ mapping, emailVerified }, example, (email) => isListed(form, domainOf(email)), compile),
      };
    }
    case 'saml': {
      const { subjectKind, subjectAttribute } = form.saml;
      const subject = subjectInAttributes(subjectKind === 'name-id' ? 'name-id' : { attribute: subjectAttribute.trim() }, example);
      const mapped = factsInAttributes(mapping, example, compile);
      if (!mapped.ok) return { subject, mapped };
      const { email } = mapped.facts;
      return {
        subject: subject === '' ? null : subject,
        mapped: { ok: true, facts: { ...mapped.facts, email: email === null ? null : { address: email, verified: false } } },
      };
    }
    default:
      return example satisfies never;
  }
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

function isListed({ domainMode, domainLines }: ProviderForm, domain: string): boolean {
  return domainMode === 'any-unclaimed' || domainsOf(domainLines).includes(domain);
}

/** Without a list nothing can be said of domains yet: it is entered on a later step. */
function refusalOf(form: ProviderForm, { email }: Facts): Refused | null {
  if (email === null) return { why: 'no-email' };
  const domain = domainOf(email.address);
  if (form.domainMode === 'list' && form.domainLines.trim() !== '' && !isListed(form, domain)) return { why: 'other-domain', domain };
  return form.emailTrust === 'verified' && form.protocol !== 'saml' && !email.verified ? { why: 'not-verified' } : null;
}
