/** What the command reads of a schema, for its documentation and its files; TypeBox schemas are JSON Schema. */
export interface JsonSchema {
  readonly type?: string | undefined;
  readonly const?: string | boolean | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  /** Members that must be there. */
  readonly required?: readonly string[] | undefined;
  readonly items?: JsonSchema | undefined;
  readonly description?: string | undefined;
  readonly maxItems?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxLength?: number | undefined;
  /** Stands for one thing whatever its inside is, e.g. a secret. */
  readonly leaf?: string | undefined;
}
