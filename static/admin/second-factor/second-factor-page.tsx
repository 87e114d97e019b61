import { secondFactor } from '../i18n/second-factor.ts';
import { PeoplePage } from '../people/people-page.tsx';
import { useNavigation } from '../state/navigation.tsx';
import { hashOf, type SecondFactorTab, secondFactorTabs } from '../state/route.ts';
import { Page } from '../ui/page.tsx';
import { ForeseeTab } from './foresee/foresee-tab.tsx';
import { MethodsTab } from './methods/methods-tab.tsx';
import { PolicyTab } from './policy/policy-tab.tsx';
import { useBrokerState, useSecondFactorForms } from './use-second-factor-forms.ts';

const words = secondFactor;

/** *Second factor*: who is asked, by which means, and what would happen to somebody. What is written stays while the tabs change. */
export function SecondFactorPage({ tab }: { tab: SecondFactorTab }) {
  const { go } = useNavigation();
  const forms = useSecondFactorForms();
  const broker = useBrokerState();
  return (
    <Page title={words.title} intro={words.intro}>
      <nav className="tabs subtabs" aria-label={words.tabsLabel}>
        {secondFactorTabs.map((each) => (
          <a
            key={each}
            href={hashOf({ page: 'second-factor', tab: each })}
            aria-current={each === tab ? 'page' : undefined}
            onClick={(event) => {
              event.preventDefault();
              go({ page: 'second-factor', tab: each });
            }}
          >
            {words.tabs[each]}
          </a>
        ))}
      </nav>
      {tab === 'methods' ? (
        <MethodsTab form={forms.secondFactor} broker={broker} policy={forms.policy.value} />
      ) : tab === 'people' ? (
        <PeoplePage />
      ) : tab === 'foresee' ? (
        <ForeseeTab forms={forms} countriesBy={broker.state?.countriesBy ?? null} />
      ) : (
        <PolicyTab form={forms.policy} around={forms.secondFactor.value} broker={broker.state} />
      )}
    </Page>
  );
}
