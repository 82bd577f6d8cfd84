import type { Organisation } from "../../custody/identity/index.ts";
import { chooseOrganisation } from "./choose-organisation.ts";
import type { Invocation } from "./command.ts";
import { exitCode } from "./exit-code.ts";
import type { CliHouse } from "./ports.ts";

/** Does a command's work in the organisation that `--organisation` names, or in the only one there is.
 *  @returns `exitCode.done`
 *  @throws CommandError `cli/no-organisation`, `cli/unknown-organisation`, `cli/which-organisation` */
export function inOrganisation(
  { ports, flags }: Pick<Invocation, "ports" | "flags">,
  work: (house: CliHouse, organisation: Organisation) => Promise<void>,
): Promise<number> {
  return ports.withHouse(async (house) => {
    await work(house, await chooseOrganisation(house, flags["organisation"]));
    return exitCode.done;
  });
}
