import { readFile } from "node:fs/promises";
import { addClientRequest, changeClientRequest } from "../../../../contract/index.ts";
import { purposes } from "../../../custody/access/index.ts";
import { organisationFlag } from "../choose-organisation.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { inOrganisation } from "../in-organisation.ts";
import { operator } from "../operator.ts";
import { parseWords } from "../parse-words.ts";
import { budgetsIn, budgetsText, requestFlags } from "../request-flags.ts";
import { table } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

const detailFlags = {
  redirect: {
    placeholder: "ADDRESSES",
    meaning: "Where an app that asks people gets their answer: compared letter by letter, several separated by spaces.",
  },
  "launch-url": { placeholder: "ADDRESS", meaning: "Where a chart opens the app." },
  maker: { placeholder: "NAME", meaning: "Who made the app, as people read it when they are asked." },
  contact: { placeholder: "MAIL", meaning: "Whom to ask about the app; several separated by spaces." },
  purpose: {
    placeholder: "CODE",
    meaning: `What a program acts for when it acts for itself: ${purposes.join(", ")}. TREAT unless it is said.`,
  },
  jwks: { placeholder: "FILE", meaning: "Public keys of a backend client, a JSON Web Key Set." },
  ...requestFlags,
} as const;

export const addClient: Command = {
  name: "client add",
  usage:
    "NAME --scope SCOPES [--kind KIND] [--purpose CODE] [--redirect ADDRESSES] [--jwks FILE] [--organisation SHORT-NAME]",
  summary: "Let a program or an app use the FHIR API",
  details: [
    "Prints the client's id, and the secret of a confidential client. The secret is shown this once: keep it where the program finds it.",
    "A program that acts for itself gets bearer tokens with the client-credentials grant of OAuth 2.0: with its secret, or signing with its own key (backend). An app that people allow to act for them sends their browser here and names the address to which the answer goes.",
  ],
  flags: {
    scope: {
      placeholder: "SCOPES",
      meaning:
        "What it may do: SMART v2 scopes, separated by spaces. 'system/Observation.rs' is what it does for itself; 'openid launch/patient patient/*.rs' is what it may ask people for.",
    },
    kind: {
      placeholder: "KIND",
      meaning:
        "confidential (keeps a secret on a server), public (in a browser or phone) or backend (has a key of its own).",
    },
    ...detailFlags,
    ...organisationFlag,
  },
  examples: [
    "wardbook client add 'Laboratory feed' --scope 'system/Patient.rs system/Observation.cru'",
    "wardbook client add 'Growth chart' --kind public --scope 'openid launch/patient patient/*.rs' --redirect https://growth.example/callback --maker 'Growth Ltd'",
  ],
  run: async ({ ports, terminal, words, flags }) => {
    const [name] = words;
    if (name === undefined) throw new UsageError("give the program a name");
    const scope = flags["scope"];
    if (scope === undefined) throw new UsageError("say what the program may do with --scope 'system/…'");
    const { jwks, ...request } = parseWords(addClientRequest, {
      name,
      scope,
      kind: flags["kind"],
      ...(await detailsOf(flags)),
    });
    return inOrganisation({ ports, flags }, async (house, { tenant, name: organisationName }) => {
      const { client, secret } = await house.authorization.clients.add(operator(ports), tenant, {
        ...request,
        keys: jwks?.keys ?? [],
      });
      terminal.say(`Client id:     ${client.id}`);
      if (secret !== undefined) terminal.say(`Client secret: ${secret.expose()}`);
      terminal.tell(
        `${client.name} may now use the API of ${organisationName} with ${client.scopes.join(" ")}.${secret === undefined ? "" : " The secret is not shown again."}`,
      );
      if (secret !== undefined)
        terminal.tell(
          terminal.paint.dim(
            `Get a token: curl -u 'ID:SECRET' -d grant_type=client_credentials ${ports.origin}/oauth/token`,
          ),
        );
    });
  },
};

export const changeClient: Command = {
  name: "client change",
  usage: "ID [--scope SCOPES] [--name NAME] [--redirect ADDRESSES] [--jwks FILE] [--organisation SHORT-NAME]",
  summary: "Change what a program may do, or where its answers go",
  details: [
    "What isn't named stays. Scopes that are taken away are gone from its next token on.",
    "A budget of requests holds in every server process within a second, whatever tokens are out. It counts what a program does for itself; of an app that people let in, what it does for all of them, beside their own budgets.",
  ],
  flags: {
    scope: { placeholder: "SCOPES", meaning: "All scopes that it shall have from now on." },
    name: { placeholder: "NAME", meaning: "What people and the ledger call it." },
    ...detailFlags,
    ...organisationFlag,
  },
  examples: [
    "wardbook client change 1.AbCd… --scope 'system/Patient.r'",
    "wardbook client change 1.AbCd… --fhir-requests 600",
  ],
  run: async ({ ports, terminal, words, flags }) => {
    const id = idIn(words);
    const { jwks, ...change } = parseWords(changeClientRequest, {
      name: flags["name"],
      scope: flags["scope"],
      ...(await detailsOf(flags)),
    });
    return inOrganisation({ ports, flags }, async (house, { tenant }) => {
      const client = await house.authorization.clients.change(operator(ports), tenant, id, {
        ...change,
        keys: jwks?.keys,
      });
      terminal.tell(`${client.name} may now ${client.scopes.join(" ")}.`);
      if (client.requestBudgets !== undefined)
        terminal.tell(`Its requests a minute: ${budgetsText(client.requestBudgets)}.`);
    });
  },
};

export const replaceClientSecret: Command = {
  name: "client secret",
  usage: "ID [--organisation SHORT-NAME]",
  summary: "Give a program a new secret; the old one ends at once",
  details: [],
  flags: organisationFlag,
  examples: [],
  run: ({ ports, terminal, words, flags }) => {
    const id = idIn(words);
    return inOrganisation({ ports, flags }, async (house, { tenant }) => {
      const { secret } = await house.authorization.clients.replaceSecret(operator(ports), tenant, id);
      terminal.say(`Client secret: ${secret.expose()}`);
      terminal.tell("The secret is not shown again. The old one has ended.");
    });
  },
};

export const listClients: Command = {
  name: "client list",
  usage: "[--organisation SHORT-NAME]",
  summary: "Programs and apps that may use the FHIR API",
  details: [],
  flags: organisationFlag,
  examples: [],
  run: ({ ports, terminal, flags }) =>
    inOrganisation({ ports, flags }, async (house, { tenant }) => {
      const clients = await house.authorization.clients.list(tenant);
      if (clients.length === 0) terminal.tell("There is no client yet.");
      else {
        const rows = clients.map(({ id, name, kind, state, lastTokenAt, scopes, requestBudgets }) => [
          id,
          name,
          kind,
          state,
          lastTokenAt === undefined ? "never" : new Date(lastTokenAt).toISOString(),
          budgetsText(requestBudgets),
          scopes.join(" "),
        ]);
        for (const line of table([
          ["ID", "NAME", "KIND", "STATE", "LAST TOKEN", "REQUESTS A MINUTE", "SCOPES"],
          ...rows,
        ]))
          terminal.say(line);
      }
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
    const id = idIn(words);
    return inOrganisation({ ports, flags }, async (house, { tenant }) => {
      await house.authorization.clients.end(operator(ports), tenant, id);
      terminal.tell("The client's access has ended, and so have its tokens.");
    });
  },
};

export const rotateClientKeys: Command = {
  name: "client rotate-keys",
  usage: "[--at-once yes]",
  summary: "Make a new key that signs identity tokens",
  details: [
    "The new key is published at once and signs after an hour, when apps have fetched it; the old one stays published for a day after that. Keys are rotated by themselves every 90 days.",
  ],
  flags: {
    "at-once": {
      placeholder: "yes",
      meaning: "Sign with the new key at once: when the old one may have been stolen. Some apps will fail for a while.",
    },
  },
  examples: [],
  run: ({ ports, terminal, flags }) =>
    ports.withHouse(async (house) => {
      const atOnce = flags["at-once"] !== undefined;
      const kid = await house.authorization.signingKeys.rotate(operator(ports), { atOnce });
      terminal.say(`New key: ${kid}`);
      const rows = (await house.authorization.signingKeys.list()).map((key) => [
        key.kid,
        new Date(key.signsFrom).toISOString(),
        key.retiredAt === undefined ? "" : new Date(key.retiredAt).toISOString(),
      ]);
      for (const line of table([["KEY", "SIGNS FROM", "SIGNS UNTIL"], ...rows])) terminal.say(line);
      return exitCode.done;
    }),
};

function idIn([id]: readonly string[]): string {
  if (id === undefined) throw new UsageError('name the client by its id: "wardbook client list" shows it');
  return id;
}

async function detailsOf(flags: Readonly<Record<string, string | undefined>>) {
  const jwks = flags["jwks"];
  return {
    redirectUris: listOf(flags["redirect"]),
    launchUrl: flags["launch-url"],
    maker: flags["maker"],
    contacts: listOf(flags["contact"]),
    purpose: flags["purpose"],
    requestBudgets: budgetsIn(flags),
    jwks: jwks === undefined ? undefined : await keysIn(jwks),
  };
}

function listOf(text: string | undefined): readonly string[] | undefined {
  return text?.split(/\s+/).filter((one) => one !== "");
}

async function keysIn(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    throw new UsageError(`${path} can't be read as a JSON Web Key Set`);
  }
}
