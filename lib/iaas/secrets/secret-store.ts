/** A provider's secret store, as hosts read it by the role of their instance. */
export interface SecretStore {
  /** `aws-secrets-manager` … Contract: it is in the Plan. */
  readonly kind: string;
  /** Most bytes of one secret. */
  readonly maxBytes: number;
  /** What the program reads beside the list of secrets: region … */
  readonly settings: Readonly<Record<string, string>>;
  /** Program of a host, see FETCH_PROGRAM. */
  readonly program: string;
}
