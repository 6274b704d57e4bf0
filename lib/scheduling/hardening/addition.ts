/** How many events one source may write (eventratelimit.admission.k8s.io/v1alpha1). */
export interface EventLimit {
  /** Who shares the limit. */
  readonly type: 'Server' | 'Namespace' | 'User' | 'SourceAndObject';
  /** Events per second, on the whole. */
  readonly qps: number;
  /** Most events at once. */
  readonly burst: number;
}

/** What is hard to attack and costs too much to be the default. */
export type HardeningAddition =
  | { readonly kind: 'always-pull-images' }
  | { readonly kind: 'event-rate-limit'; readonly limits: readonly EventLimit[] };

/** Makers of additions. */
export const HardeningAddition = {
  /** Every start of a container asks the registry whether the pod may have the image. Without the registry nothing starts. */
  alwaysPullImages: (): HardeningAddition => ({ kind: 'always-pull-images' }),

  /**
   * Events beyond the limits are refused, so nobody can fill etcd with them; some are lost.
   * @param limits where nothing is said: 50 a second of one namespace, 10 of one source about one object
   */
  eventRateLimit: (
    limits: readonly EventLimit[] = [
      { type: 'Namespace', qps: 50, burst: 200 },
      { type: 'SourceAndObject', qps: 10, burst: 50 },
    ],
  ): HardeningAddition => ({ kind: 'event-rate-limit', limits }),
};
