import { type Answers, fillIn } from '#contract/presets/answers';
import type { PresetStep } from '#contract/presets/preset';
import { inlineCode, plain, table } from './markdown.ts';

/** Steps of a guide as a numbered list, what is carried elsewhere in a table of its own. `values` fill the marks. */
export function stepList(guide: readonly PresetStep[], values: Answers): string {
  return guide.map((step, index) => stepOf(step, index, values)).join('\n\n');
}

function stepOf({ title, text, paste = [] }: PresetStep, index: number, values: Answers): string {
  const mark = `${index + 1}. `;
  const indent = ' '.repeat(mark.length);
  const fields = paste.map(({ field, value }) => [plain(field), inlineCode(fillIn(value, values))]);
  const lines = [
    `**${title}**`,
    '',
    plain(fillIn(text, values)),
    ...(fields.length === 0 ? [] : ['', ...table(['Field', 'Value'], fields).split('\n')]),
  ];
  return lines.map((line, position) => (line === '' ? '' : `${position === 0 ? mark : indent}${line}`)).join('\n');
}
