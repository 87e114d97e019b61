import type { RequestField } from '../../domain/jira.ts';

/** How a field is asked for. Each kind is one control and one way to read it. */
type FieldKind = 'text' | 'paragraph' | 'url' | 'number' | 'date' | 'select' | 'multi-select';

export interface FormField {
  readonly field: RequestField;
  readonly kind: FieldKind;
  /** Name of its control. */
  readonly name: string;
}

export interface FormPlan {
  readonly fields: readonly FormField[];
  /** Optional fields of kinds that are not known: left out, with a notice. */
  readonly left: readonly RequestField[];
  /** Required ones: without them the request cannot be raised here. */
  readonly missing: readonly RequestField[];
}

/** Sorts the fields of a request form into what can be asked and what cannot. Never guesses. */
export function planForm(fields: readonly RequestField[]): FormPlan {
  const known: FormField[] = [];
  const left: RequestField[] = [];
  const missing: RequestField[] = [];
  for (const field of fields) {
    const kind = idShape.test(field.id) ? kindOf(field) : null;
    if (kind !== null) known.push({ field, kind, name: `field-${field.id}` });
    else if (field.required) missing.push(field);
    else left.push(field);
  }
  return { fields: known, left, missing };
}

const idShape = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
const platform = 'com.atlassian.jira.plugin.system.customfieldtypes:';

/** The kind of a field by its schema (reference of field types: jiraSchema of the request-type fields call). */
function kindOf({ schema, choices }: RequestField): FieldKind | null {
  const custom = schema.custom?.startsWith(platform) ? schema.custom.slice(platform.length) : null;
  const flat = choices.length > 0 && choices.every((choice) => choice.children.length === 0);
  switch (schema.type) {
    case 'string':
      if (schema.system === 'summary') return 'text';
      if (schema.system === 'description' || schema.system === 'environment') return 'paragraph';
      if (custom === 'textfield') return 'text';
      if (custom === 'textarea') return 'paragraph';
      return custom === 'url' ? 'url' : null;
    case 'number':
      return 'number';
    case 'date':
      return 'date';
    case 'option':
    case 'priority':
      return flat ? 'select' : null;
    case 'array':
      return flat && ['option', 'component', 'version'].includes(schema.items ?? '') ? 'multi-select' : null;
    default:
      return null;
  }
}
