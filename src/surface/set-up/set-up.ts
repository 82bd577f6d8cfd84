import { randomToken, sha256 } from "../../foundation/crypto/index.ts";
import type { DemonstrationPort, SetUpPort } from "../http/identity/index.ts";
import { type DemonstrationParts, createDemonstration } from "./create-demonstration.ts";

export interface SetUp {
  readonly port: SetUpPort;
  readonly demonstration: DemonstrationPort;
  /** Path and fragment of the one-time link, while nothing is set up. In the fragment, the token reaches no log. */
  readonly link: string | undefined;
  /** Makes the demonstration organisation, if there is none. */
  readonly makeDemonstration: () => Promise<void>;
}

/** A short name for an organisation that nobody has yet. */
export function shortNameOf(name: string, taken: ReadonlySet<string>): string {
  const plain =
    name
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 32) || "organisation";
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? plain : `${plain}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** An organisation without people (an interrupted set-up) is none that anybody can use. */
async function nobodyCanSignIn({ keyring, identity }: DemonstrationParts): Promise<boolean> {
  for (const { tenant } of await keyring.tenants()) if ((await identity.people.list(tenant)).length > 0) return false;
  return true;
}

/** Set-up of a new installation: a token that only the operator has seen, made anew at each start until somebody uses it. */
export async function createSetUp(parts: DemonstrationParts): Promise<SetUp> {
  const { keyring, identity } = parts;
  const open = await nobodyCanSignIn(parts);
  const token = open ? randomToken(24) : undefined;
  let spent = false;
  const demonstration = createDemonstration(parts);
  return {
    port: {
      tokenHash: async () => (token === undefined || spent ? undefined : sha256(token)),
      async spendToken() {
        if (token === undefined || spent) return false;
        spent = true;
        return true;
      },
      async createOrganisation(name) {
        const known = await keyring.tenants();
        // One that an interrupted set-up left without people is taken up again.
        const left = known.find((organisation) => organisation.name === name && !organisation.demonstration);
        if (left !== undefined && (await identity.people.list(left.tenant)).length === 0) return left.tenant;
        const taken = new Set(known.map(({ shortName }) => shortName));
        return keyring.createTenant({ name, shortName: shortNameOf(name, taken), demonstration: false });
      },
    },
    demonstration,
    link: token === undefined ? undefined : `/set-up#token=${token}`,
    makeDemonstration: () => demonstration.make(),
  };
}
