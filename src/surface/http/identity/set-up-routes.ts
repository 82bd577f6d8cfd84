import type { FastifyInstance } from "fastify";
import { type InstallationState, setUpRequest } from "../../../../contract/index.ts";
import { type Organisation, checkPassword } from "../../../custody/identity/index.ts";
import { Secret } from "../../../foundation/kernel/index.ts";
import { refuseCrossSite } from "./cross-site.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { originOf } from "./session-routes.ts";
import { nextStepAnswer, stepAnswer } from "./session-answer.ts";
import { notOpen, refuseWrongToken } from "./set-up-token.ts";

export function setUpRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { organisations, people, signIn } = ports.identity;

  /** While the operator's link is open and nobody can sign in anywhere: an interrupted attempt is no set-up. */
  async function needsSetUp(all: readonly Organisation[]): Promise<boolean> {
    if ((await ports.setUp.tokenHash()) === undefined) return false;
    for (const { tenant } of all) if ((await people.list(tenant)).length > 0) return false;
    return true;
  }

  app.get("/api/state", async (): Promise<InstallationState> => {
    const all = await organisations.all();
    return {
      state: (await needsSetUp(all)) ? "needs-set-up" : "ready",
      demonstration: all.some((organisation) => organisation.demonstration),
      severalOrganisations: all.filter((organisation) => !organisation.demonstration).length > 1,
      passkeyOrigins: [...(ports.identity.passkeyPlace?.origins ?? [])],
      selfRecovery: ports.identity.recovery.selfService,
    };
  });

  app.post("/api/set-up", async (request) => {
    refuseCrossSite(request);
    const { token, organisationName, password, ...person } = parseInput(setUpRequest, request.body);
    await refuseWrongToken(ports.setUp, token);
    // Everything that can be refused is refused before the token is used up.
    const profile = "policy";
    const findings = await checkPassword(password, { ...person, organisation: organisationName }, profile);
    if (findings.length > 0) return stepAnswer({ kind: "password-refused", findings, profile });
    if (!(await ports.setUp.spendToken())) throw notOpen();

    const tenant = await ports.setUp.createOrganisation(organisationName);
    organisations.forgetRemembered();
    const actor = { kind: "system", id: "set-up", name: "set-up", ...originOf(request) } as const;
    const credential = { kind: "password", password: new Secret(password) } as const;
    const added = await people.add(actor, tenant, { ...person, role: "administrator" }, credential);
    const organisation = await organisations.of(tenant);
    const next = organisation && (await signIn.afterChosenPassword(organisation, added.person.id));
    if (next === undefined) throw new Error("the organisation that was just made is not there");
    return nextStepAnswer(next);
  });
}
