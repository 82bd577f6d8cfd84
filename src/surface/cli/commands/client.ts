import { addClientRequest } from "../../../../contract/index.ts";
import { chooseOrganisation, organisationFlag } from "../choose-organisation.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operator } from "../operator.ts";
import { parseWords } from "../parse-words.ts";
import { table } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const addClient: Command = {
  name: "client add",
  usage: "NAME --scope SCOPES [--organisation SHORT-NAME]",
  summary: "Let a program use the FHIR API",
  details: [
    "Prints the client's id and secret. The secret is shown this once: keep it where the program finds it. The program then gets bearer tokens with the client-credentials grant of OAuth 2.0.",
  ],
  flags: {
    scope: {
      placeholder: "SCOPES",
      meaning:
        "What the program may do: SMART v2 scopes of the system level, separated by spaces, such as 'system/Observation.rs'.",
    },
    ...organisationFlag,
  },
  examples: ["wardbook client add 'Laboratory feed' --scope 'system/Patient.rs system/Observation.cru'"],
  run: ({ ports, terminal, words, flags }) => {
    const [name] = words;
    if (name === undefined) throw new UsageError("give the program a name");
    const scope = flags["scope"];
    if (scope === undefined) throw new UsageError("say what the program may do with --scope 'system/…'");
    const request = parseWords(addClientRequest, { name, scope });
    return ports.withHouse(async (house) => {
      const { tenant, name: organisationName } = await chooseOrganisation(house, flags["organisation"]);
      const { client, secret } = await house.authorization.clients.add(operator(ports), tenant, request);
      terminal.say(`Client id:     ${client.id}`);
      terminal.say(`Client secret: ${secret?.expose()}`);
      terminal.tell(
        `${client.name} may now use the API of ${organisationName} with ${client.scopes.join(" ")}. The secret is not shown again.`,
      );
      terminal.tell(
        terminal.paint.dim(
          `Get a token: curl -u 'ID:SECRET' -d grant_type=client_credentials ${ports.origin}/oauth/token`,
        ),
      );
      return exitCode.done;
    });
  },
};

export const listClients: Command = {
  name: "client list",
  usage: "[--organisation SHORT-NAME]",
  summary: "Programs that may use the FHIR API",
  details: [],
  flags: organisationFlag,
  examples: [],
  run: ({ ports, terminal, flags }) =>
    ports.withHouse(async (house) => {
      const { tenant } = await chooseOrganisation(house, flags["organisation"]);
      const clients = await house.authorization.clients.list(tenant);
      if (clients.length === 0) terminal.tell("There is no client yet.");
      else {
        const rows = clients.map(({ id, name, state, lastTokenAt, scopes }) => [
          id,
          name,
          state,
          lastTokenAt === undefined ? "never" : new Date(lastTokenAt).toISOString(),
          scopes.join(" "),
        ]);
        for (const line of table([["ID", "NAME", "STATE", "LAST TOKEN", "SCOPES"], ...rows])) terminal.say(line);
      }
      return exitCode.done;
    }),
};

export const endClient: Command = {
  name: "client end",
  usage: "ID [--organisation SHORT-NAME]",
  summary: "Take a program's access away, within a second",
  details: [],
  flags: organisationFlag,
  examples: [],
  run: ({ ports, terminal, words, flags }) => {
    const [id] = words;
    if (id === undefined) throw new UsageError('name the client by its id: "wardbook client list" shows it');
    return ports.withHouse(async (house) => {
      const { tenant } = await chooseOrganisation(house, flags["organisation"]);
      await house.authorization.clients.end(operator(ports), tenant, id);
      terminal.tell("The client's access has ended, and so have its tokens.");
      return exitCode.done;
    });
  },
};
