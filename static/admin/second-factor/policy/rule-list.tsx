import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState } from 'react';
import type { PolicyNames } from '#contract/policy-words/names';
import { sentenceOf } from '#contract/policy-words/rules';
import type { Methods } from '#contract/settings/methods';
import type { PolicyRules } from '#contract/settings/policy/rules';
import { secondFactor } from '../../i18n/second-factor.ts';
import type { Nameable } from './condition-field.tsx';
import { type AnyRule, type RulePart, withMoved, withNewRule, withoutRule, withRule } from './rule-edits.ts';
import { RuleForm } from './rule-form.tsx';

const words = secondFactor.editor;

interface RuleListProps {
  readonly part: RulePart;
  readonly rules: PolicyRules;
  readonly names: PolicyNames;
  readonly nameable: Nameable;
  readonly methods: Methods;
  /** Of a place in the whole policy. */
  readonly problemAt: (path: string) => string | null;
  readonly onChange: (rules: PolicyRules, path: string) => void;
}

/** Where the focus goes once the list is drawn again: rules have no names of their own that would last, only places. */
type Aim = { readonly index: number; readonly control: 'up' | 'down' | 'edit' } | 'add';

/** The rules of one part, in their order: read as sentences, moved, opened, added and removed. */
export function RuleList({ part, rules, names, nameable, methods, problemAt, onChange }: RuleListProps) {
  const all: readonly AnyRule[] = rules[part];
  const [open, setOpen] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const aim = useRef<Aim | null>(null);
  const { title, intro, none, add } = words.parts[part];
  const path = `/policy/rules/${part}`;

  useEffect(() => {
    if (aim.current === null) return;
    const goal = aim.current;
    aim.current = null;
    focusOn(list.current, goal);
  });

  const move = (index: number, by: 1 | -1): void => {
    const to = index + by;
    aim.current = { index: to, control: by < 0 ? 'up' : 'down' };
    setOpen((before) => (before === index ? to : before === to ? index : before));
    setSaid(words.movedTo(nameOf(all[index], index), to + 1, all.length));
    onChange(withMoved(rules, part, index, by), path);
  };
  const remove = (index: number): void => {
    aim.current = 'add';
    setOpen(null);
    setSaid(words.removed(nameOf(all[index], index)));
    onChange(withoutRule(rules, part, index), path);
  };
  const insert = (): void => {
    setOpen(all.length);
    onChange(withNewRule(rules, part, words.newName[part]), path);
  };
  // Only the list has an order that decides.
  const isOrdered = part === 'list';
  return (
    <section className="rule-part" ref={list} aria-label={title}>
      <h4>{title}</h4>
      <p className="subtle">{intro}</p>
      {all.length === 0 && <p className="rule-none">{none}</p>}
      <ol className={isOrdered ? 'rules' : 'rules rules-plain'}>
        {all.map((rule, index) => {
          const name = nameOf(rule, index);
          const at = `${path}/${index}`;
          const wrong = problemAt(at);
          const isOpen = open === index || (wrong !== null && open === null);
          return (
            // The place is what a rule is: its name changes with every key.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index} className="rule">
              <div className="rule-head">
                <div className="rule-text">
                  <p className="rule-name">{rule.name.trim() === '' ? name : rule.name}</p>
                  <p className="rule-sentence">
                    {sentenceOf('outcome' in rule ? { part: part === 'raise' ? 'raise' : 'list', rule } : { part: 'deny', rule }, names)}
                  </p>
                  {wrong !== null && !isOpen && <p className="field-error">{wrong}</p>}
                </div>
                <div className="actions">
                  {isOrdered && (
                    <>
                      <Button
                        appearance="subtle"
                        aria-label={words.up(name)}
                        data-control="up"
                        isDisabled={index === 0}
                        onClick={() => move(index, -1)}
                      >
                        <span aria-hidden="true">↑</span>
                      </Button>
                      <Button
                        appearance="subtle"
                        aria-label={words.down(name)}
                        data-control="down"
                        isDisabled={index === all.length - 1}
                        onClick={() => move(index, 1)}
                      >
                        <span aria-hidden="true">↓</span>
                      </Button>
                    </>
                  )}
                  <Button
                    appearance="subtle"
                    data-control="edit"
                    aria-expanded={isOpen}
                    aria-label={isOpen ? words.doneWhat(name) : words.editWhat(name)}
                    onClick={() => setOpen(isOpen ? null : index)}
                  >
                    {isOpen ? words.done : words.edit}
                  </Button>
                  <Button appearance="subtle" aria-label={words.removeWhat(name)} onClick={() => remove(index)}>
                    {words.remove}
                  </Button>
                </div>
              </div>
              {isOpen && (
                <RuleForm
                  rule={rule}
                  nameable={nameable}
                  methods={methods}
                  error={(below) => problemAt(`${at}/${below}`)}
                  onChange={(next) => {
                    setOpen(index);
                    onChange(withRule(rules, part, index, next), at);
                  }}
                />
              )}
            </li>
          );
        })}
      </ol>
      <Button onClick={insert} data-control="add">
        {add}
      </Button>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </section>
  );
}

function nameOf(rule: AnyRule | undefined, index: number): string {
  return words.nameShort(rule?.name ?? '', index + 1);
}

/** At an end the button that was pressed is off; then the other one of the same rule. */
function focusOn(list: HTMLElement | null, goal: Aim): void {
  if (goal === 'add') {
    list?.querySelector<HTMLElement>('[data-control="add"]')?.focus();
    return;
  }
  const row = list?.querySelectorAll<HTMLElement>('.rule')[goal.index];
  const button = (control: string) => row?.querySelector<HTMLButtonElement>(`[data-control="${control}"]`);
  const wanted = button(goal.control);
  const other = button(goal.control === 'up' ? 'down' : 'up');
  (wanted?.disabled === false ? wanted : other?.disabled === false ? other : button('edit'))?.focus();
}
