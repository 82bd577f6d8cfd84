import { shortNameOf } from "../../set-up/index.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operatorEntry } from "../operator.ts";
import { table } from "../terminal.ts";
import { CommandError, UsageError } from "../usage-error.ts";

export const createOrganisation: Command = {
  name: "organisation create",
  usage: "NAME [--short-name SHORT-NAME]",
  summary: "Add an organisation, with keys of its own",
  details: [
    'It has nobody in it: add its first administrator with "wardbook person add". Where no organisation is yet, this replaces the set-up page, and makes the installation if need be.',
  ],
  flags: {
    "short-name": {
      placeholder: "SHORT-NAME",
      meaning: "Names it at sign-in and here: lower-case letters, digits and hyphens. Without it, made from the name.",
    },
  },
  examples: ["wardbook organisation create 'Riverside Clinic' --short-name riverside"],
  run: ({ ports, terminal, words, flags }) => {
    const [name = ""] = words;
    if (name.trim().length < 2 || name.length > 120)
      throw new UsageError("give the organisation's name, of 2 to 120 characters");
    const wanted = flags["short-name"];
    if (wanted !== undefined && !/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(wanted)) {
      throw new UsageError("--short-name takes up to 32 lower-case letters, digits and hyphens");
    }
    return ports.withHouse(
      async (house) => {
        const taken = new Set((await house.keyring.tenants()).map(({ shortName }) => shortName));
        if (wanted !== undefined && taken.has(wanted))
          throw new CommandError("cli/short-name-taken", "another organisation has this short name: choose another");
        const shortName = wanted ?? shortNameOf(name, taken);
        const tenant = await house.keyring.createTenant({ name: name.trim(), shortName, demonstration: false });
        await house.ledger.witness(tenant, [{ entry: operatorEntry(ports, "organisation", `made ${shortName}`) }]);
        terminal.say(shortName);
        terminal.tell(
          `${name.trim()} is there. Add its first administrator: wardbook person add USERNAME --given … --family … --role administrator --organisation ${shortName}`,
        );
        return exitCode.done;
      },
      { mayCreate: true },
    );
  },
};

export const listOrganisations: Command = {
  name: "organisation list",
  usage: "",
  summary: "The organisations of this installation",
  details: [],
  flags: {},
  examples: [],
  run: ({ ports, terminal }) =>
    ports.withHouse(async (house) => {
      const organisations = await house.keyring.tenants();
      if (organisations.length === 0) terminal.tell("There is no organisation yet.");
      else {
        const rows = organisations.map(({ shortName, name, demonstration }) => [
          shortName,
          name,
          demonstration ? "demonstration" : "",
        ]);
        for (const line of table([["SHORT NAME", "NAME", ""], ...rows])) terminal.say(line);
      }
      return exitCode.done;
    }),
};
