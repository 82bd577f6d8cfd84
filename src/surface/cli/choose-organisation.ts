import type { Organisation } from "../../custody/identity/index.ts";
import type { CliHouse } from "./ports.ts";
import { CommandError } from "./usage-error.ts";

export const organisationFlag = {
  organisation: {
    placeholder: "SHORT-NAME",
    meaning: "Which organisation. Needed only where there are several; the demonstration doesn't count.",
  },
} as const;

export const organisationsFlag = {
  organisation: { placeholder: "SHORT-NAME", meaning: "Only this organisation; without it, every one." },
} as const;

/** The organisation that is named, or the only one there is.
 *  @throws CommandError `cli/no-organisation`, `cli/unknown-organisation`, `cli/which-organisation` */
export async function chooseOrganisation(
  { identity }: Pick<CliHouse, "identity">,
  shortName: string | undefined,
): Promise<Organisation> {
  const known = await identity.organisations.all();
  if (known.length === 0) {
    throw new CommandError(
      "cli/no-organisation",
      'there is no organisation yet: start the server and open the link it prints, or run "wardbook organisation create NAME"',
    );
  }
  const chosen = await identity.organisations.named(shortName);
  if (chosen !== undefined) return chosen;
  const names = known.map((organisation) => organisation.shortName).join(", ");
  if (shortName === undefined)
    throw new CommandError(
      "cli/which-organisation",
      `there are several organisations: say which one with --organisation (${names})`,
    );
  throw new CommandError(
    "cli/unknown-organisation",
    `there is no organisation with this short name: there are ${names}`,
  );
}

/** The one that is named, or all. @throws CommandError */
export async function chooseOrganisations(
  house: Pick<CliHouse, "identity">,
  shortName: string | undefined,
): Promise<readonly Organisation[]> {
  if (shortName !== undefined) return [await chooseOrganisation(house, shortName)];
  const all = await house.identity.organisations.all();
  return all.length === 0 ? [await chooseOrganisation(house, undefined)] : all;
}
