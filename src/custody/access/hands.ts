import type { Caller } from "./caller.ts";

/** Under whose name something was done, and through which app. */
export interface Doer {
  readonly id: string;
  readonly through?: string | undefined;
}

/** Accounts that registered a program, or chose or were shown what it proves itself with. Undefined: nobody registered such a program. */
export type KeepersOf = (program: string) => Promise<readonly string[] | undefined>;

/**
 * Whether what somebody else's name stands on may be the caller's own doing: a program does what whoever has its secret makes it do, and
 * whoever manages programs can have that at any moment. Where two people are to agree, this is asked beside "is it another name".
 */
export async function mayBeOwnHand(
  { id, permissions }: Pick<Caller, "id" | "permissions">,
  doer: Doer,
  keepersOf: KeepersOf,
): Promise<boolean> {
  if (doer.id === id) return true;
  for (const program of [doer.id, doer.through]) {
    const keepers = program === undefined ? undefined : await keepersOf(program);
    if (keepers !== undefined && (permissions.has("clients.manage") || keepers.includes(id))) return true;
  }
  return false;
}
