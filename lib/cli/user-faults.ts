import type { UserError } from '../core/finding';

/** Several faults of the user's files that are shown together. */
export class UserFaults extends Error {
  public override readonly name = 'UserFaults';

  public constructor(public readonly faults: readonly UserError[]) {
    super(faults.map(({ message }) => message).join('\n'));
  }
}

/** The faults that an error stands for; undefined where it is none of the user's. Other copies of this package count too. */
export function faultsOf(error: unknown): readonly UserError[] | undefined {
  if (error instanceof UserFaults) return error.faults;
  const one = error as Partial<UserError> | null | undefined;
  return one?.name === 'UserError' && typeof one.message === 'string' && typeof one.remedy === 'string'
    ? [one as UserError]
    : undefined;
}
