/** What the command reads of a schema, for its documentation and its files; TypeBox schemas are JSON Schema. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** Members that must be there. */
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly description?: string;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly maxLength?: number;
  /** Stands for one thing whatever its inside is, e.g. a secret. */
  readonly leaf?: string;
}
