/** A provider's secret store, as hosts read it by the role of their instance. */
export interface SecretStore {
  /** `aws-secrets-manager` … Contract: it is in the Plan. */
  readonly kind: string;
  /** Most bytes of one secret. */
  readonly maxBytes: number;
  /** What the programs of a host read beside the names of secrets: region … */
  readonly settings: Readonly<Record<string, string>>;
  /** Python that asks it, by the standard library alone: defines `credentials()` and `read(role, name) -> bytes`, see storeProgram. */
  readonly client: string;
}
