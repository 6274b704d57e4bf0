import type { Component, JobProps, ServerProps, WorkerProps } from './component';

/** Components by name. */
export type Components = Readonly<Record<string, Component>>;

type Field = keyof ServerProps | keyof WorkerProps | keyof JobProps;

/** Fields that no component has are refused where they are written; a misspelt one would be lost otherwise. */
type KnownFields<C> = { readonly [N in keyof C]: { readonly [F in keyof C[N]]: F extends Field ? C[N][F] : never } };

/** What one environment says otherwise of a component; its kind and its port stay. */
type OverrideOf<T> = T extends { readonly schedule: string }
  ? Partial<JobProps>
  : T extends { readonly port: number }
    ? Partial<Omit<ServerProps, 'port'>>
    : Partial<WorkerProps>;

/** What one environment says otherwise of an application, by the names of its components. */
export type Overrides<C extends Components> = { readonly [N in keyof C]?: OverrideOf<C[N]> };

/** A set of components that belong together: described once, run in as many environments as there are. */
export class Application<C extends Components = Components> {
  private constructor(public readonly components: C) {}

  /**
   * Components by name. With a `port` it is a server, with a `schedule` a job, with neither a worker; fields that do not go
   * together do not compile.
   */
  public static define<C extends Components>(components: C & KnownFields<C>): Application<C> {
    return new Application<C>({ ...components });
  }
}
