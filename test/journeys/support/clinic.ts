import { randomBytes } from "node:crypto";
import { csrfHeader } from "../../../contract/index.ts";
import type { BuiltInRoleId } from "../../../src/custody/access/index.ts";
import type { FhirResource } from "../../../src/foundation/fhir/index.ts";
import { Secret, type TenantId } from "../../../src/foundation/kernel/index.ts";
import { anImporter } from "../../support/house.ts";
import { anAuthenticator } from "./authenticator.ts";
import type { Account } from "./door.ts";
import { type Installation, type InstallationOptions, anInstallation } from "./installation.ts";
import { type PatientRecords, aFullChart } from "./records.ts";

/** An organisation at work, as it would be some days after its set-up: one full chart, and people with accounts. */
export interface Clinic extends Installation {
  readonly organisation: TenantId;
  readonly patient: PatientRecords;
  /** Gives somebody an account with password and authenticator. @param patient whose record it opens: "Patient/…" */
  account(role: BuiltInRoleId, given: string, family: string, patient?: string): Promise<Account>;
}

export async function aClinic(options: InstallationOptions = {}): Promise<Clinic> {
  const installation = await anInstallation(options);
  const { keyring, identity, chart } = installation.serving().house;
  const organisation = await keyring.createTenant({
    name: "Harbour Physiotherapy",
    shortName: "harbour",
    demonstration: false,
  });
  identity.organisations.forgetRemembered();
  const patient = aFullChart();
  const { refused } = await chart.importTogether(
    anImporter(organisation),
    patient.entries.map(({ resource, fullUrl }) => ({ resource: resource as FhirResource, fullUrl })),
  );
  if (refused.length > 0) throw new Error(`${refused.length} records were refused`);
  return {
    ...installation,
    organisation,
    patient,
    async account(role, given, family, patientOf) {
      const username = `${given}.${family}`.toLowerCase();
      // Digits: what is hexadecimal holds an "ada" by chance, and a password must not hold its owner's name.
      const password = `Quay-${BigInt(`0x${randomBytes(16).toString("hex")}`)}-Az`;
      const operator = { kind: "system", id: "test", name: "test" } as const;
      await installation
        .serving()
        .house.identity.people.add(
          operator,
          organisation,
          { username, given, family, role, patient: patientOf },
          { kind: "password", password: new Secret(password) },
        );
      const { challenge, totpSecret } = await post<{ challenge: string; totpSecret: string }>(
        installation,
        "/api/session",
        { username, password },
      );
      const authenticator = anAuthenticator(totpSecret);
      const code = await authenticator.code();
      const entered = await send(installation, "/api/session/second-factor", { challenge, code });
      const { csrfToken } = (await entered.json()) as { csrfToken: string };
      // Who holds no recovery codes is shown some at the door; that is the matter of journeys of its own.
      const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      await send(installation, "/api/account/recovery-codes", {}, { cookie, [csrfHeader]: csrfToken });
      return { username, password, authenticator };
    },
  };
}

async function post<Answer>(installation: Installation, path: string, body: unknown): Promise<Answer> {
  return (await (await send(installation, path, body)).json()) as Answer;
}

async function send(
  { origin }: Installation,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const answer = await fetch(`${origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
