import { loginTexts } from '#contract/messages/en/login';
import { LinkButton } from '../../pages/components/button.tsx';
import { fill } from '../../pages/text.ts';
import type { CompanyLink } from './choose.tsx';

/** A link from elsewhere names a company: the person says whether it is theirs, and nothing happens before. */
export function ConfirmCompanyPage({ company, anotherHref }: { company: CompanyLink; anotherHref: string }) {
  const words = loginTexts.confirmCompany;
  return (
    <div class="stack">
      <h1>{fill(words.heading, { company: company.name })}</h1>
      <p class="subtle">{words.text}</p>
      <p>
        <LinkButton href={company.href} wide>
          {fill(words.button, { company: company.name })}
        </LinkButton>
      </p>
      <div class="other-ways wide">
        <LinkButton href={anotherHref} emphasis="quiet" wide>
          {words.another}
        </LinkButton>
      </div>
    </div>
  );
}
