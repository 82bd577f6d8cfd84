import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Proxy as Answer, type ProxyChoices, newProxy, proxyNote, uuid } from "../../../../contract/index.ts";
import { type Proxy, jurisdictions, majorities } from "../../../care/governance/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { type ResourceId, parsePersonId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, Refusal } from "../identity/index.ts";
import { parseInput, requirePermission, requirePersonCaller, requireStepUp } from "./guards.ts";
import { instant } from "./instant.ts";
import type { GovernanceRoutesPorts } from "./ports.ts";

const proxyPath = z.object({ id: uuid });
const wanted = z.object({ which: z.enum(["waiting", "current", "past"]).default("current") });
const jurisdiction = z.enum(["not-covered", ...jurisdictions]).optional();

/** Who acts for whom: for those who keep it, for patients, and for who does. */
export function proxyRoutes(app: FastifyInstance, ports: GovernanceRoutesPorts): void {
  const { authenticate, now } = ports;
  const { proxies } = ports.governance;
  const keeper = async (request: FastifyRequest) => {
    await requirePersonCaller(authenticate, request);
    return requirePermission(authenticate, request, "proxies.manage");
  };
  const idOf = (request: FastifyRequest) => parseInput(proxyPath, request.params).id;
  const noteOf = (request: FastifyRequest) => parseInput(proxyNote, request.body ?? {}).note;

  app.get("/api/proxies", async (request) => {
    const caller = await keeper(request);
    const list = await proxies.list(caller, parseInput(wanted, request.query).which);
    return { proxies: list.map((proxy) => forKeeper(caller, proxy)) };
  });

  app.get("/api/proxies/choices", async (request): Promise<ProxyChoices> => {
    const accounts = await proxies.accounts(await keeper(request));
    return {
      accounts: accounts.map(({ id, given, family, username }) => ({ id, name: `${given} ${family}`, username })),
      jurisdictions: jurisdictions.map((id) => ({ id, ...majorities[id] })),
    };
  });

  app.post("/api/proxies", async (request, reply) => {
    const caller = await keeper(request);
    requireStepUp(caller, now());
    const { patientId, account, proof, ...rest } = parseInput(newProxy, request.body);
    const { proxy, temporaryPassword } = await proxies.record(caller, {
      ...rest,
      patient: parseResourceId(patientId),
      account: account.kind === "new" ? account : { kind: "existing", person: parsePersonId(account.personId) },
      proof: { ...proof, seenBy: proof.seenBy ?? caller.name },
      jurisdiction: parseInput(z.object({ jurisdiction }), { jurisdiction: rest.jurisdiction }).jurisdiction,
    });
    return reply.code(201).send({ proxy: forKeeper(caller, proxy), temporaryPassword: temporaryPassword?.expose() });
  });

  app.post("/api/proxies/:id/confirm", async (request) => {
    const caller = await keeper(request);
    requireStepUp(caller, now());
    return forKeeper(caller, await proxies.confirm(caller, idOf(request)));
  });

  app.post("/api/proxies/:id/refuse", async (request) => {
    const caller = await keeper(request);
    return forKeeper(caller, await proxies.refuse(caller, idOf(request), noteOf(request)));
  });

  app.post("/api/proxies/:id/end", async (request) => {
    const caller = await keeper(request);
    return forKeeper(caller, await proxies.end(caller, idOf(request), noteOf(request)));
  });

  app.get("/api/proxies/of-me", async (request) => {
    const { caller, patient } = await themselves(authenticate, request);
    return { proxies: (await proxies.ofMe(caller, patient)).map(forPatient) };
  });

  app.post("/api/proxies/of-me/:id/confirm", async (request, reply) => {
    const { caller, patient } = await themselves(authenticate, request);
    requireStepUp(caller, now());
    await proxies.confirmOfMe(caller, patient, idOf(request));
    return reply.code(204).send();
  });

  app.post("/api/proxies/of-me/:id/refuse", async (request, reply) => {
    const { caller, patient } = await themselves(authenticate, request);
    await proxies.refuseOfMe(caller, patient, idOf(request));
    return reply.code(204).send();
  });

  app.post("/api/proxies/of-me/:id/end", async (request, reply) => {
    const { caller, patient } = await themselves(authenticate, request);
    await proxies.endOfMe(caller, patient, idOf(request));
    return reply.code(204).send();
  });

  app.get("/api/proxies/mine", async (request) => {
    const caller = await requirePersonCaller(authenticate, request);
    return { proxies: (await proxies.mine(caller)).map((proxy) => forProxy(caller, proxy)) };
  });

  app.post("/api/proxies/mine/:id/open", async (request, reply) => {
    await proxies.choose(await requirePersonCaller(authenticate, request), idOf(request));
    return reply.code(204).send();
  });

  app.post("/api/proxies/mine/:id/end", async (request, reply) => {
    await proxies.giveUp(await requirePersonCaller(authenticate, request), idOf(request));
    return reply.code(204).send();
  });
}

/** The patient who is signed in; nobody who acts for one. @throws Refusal 401, 403 */
async function themselves(
  authenticate: Authenticate,
  request: FastifyRequest,
): Promise<{ readonly caller: Caller; readonly patient: ResourceId }> {
  const caller = await requirePersonCaller(authenticate, request);
  const { patient, reach } = caller;
  if (reach === "patient" && patient !== undefined && caller.references?.includes(`Patient/${patient}`) === true)
    return { caller, patient };
  throw new Refusal(403, "access/not-permitted", "This is for patients themselves.");
}

function answerOf(proxy: Proxy, may: Answer["may"]): Answer {
  const { id, patient, authority, extent, state, words, staff, altered } = proxy;
  return {
    id,
    patientId: patient,
    authority,
    extent,
    state,
    from: instant(proxy.from),
    until: instant(proxy.until),
    recordedAt: instant(proxy.recordedAt),
    decidedAt: proxy.decidedAt === undefined ? undefined : instant(proxy.decidedAt),
    endedAt: proxy.endedAt === undefined ? undefined : instant(proxy.endedAt),
    words,
    recordedBy: staff?.recorderName,
    decidedBy: staff?.deciderName,
    endedBy: staff?.endedBy,
    reason: proxy.note,
    altered,
    may,
  };
}

function forKeeper({ id }: Caller, proxy: Proxy): Answer {
  switch (proxy.state) {
    case "waiting":
      if (proxy.person === id) return answerOf(proxy, []);
      if (proxy.recorder === id) return answerOf(proxy, ["withdraw"]);
      return answerOf(proxy, proxy.altered ? ["refuse"] : ["confirm", "refuse"]);
    case "in-force":
      return answerOf(proxy, ["end"]);
    case "ended":
    case "refused":
    case "withdrawn":
    case "lapsed":
      return answerOf(proxy, []);
  }
}

/** Which kind of proof was seen, and by whom; its number is the other's. What staff noted stays with them. */
function forPatient(proxy: Proxy): Answer {
  const { words, ...rest } = answerOf(proxy, patientMay(proxy));
  if (words === undefined) return rest;
  const { note: _note, proof, ...told } = words;
  const { reference: _reference, ...seen } = proof;
  return { ...rest, words: { ...told, proof: seen } };
}

function patientMay({ state, authority, altered }: Proxy): Answer["may"] {
  if (state === "in-force") return ["end"];
  return state === "waiting" && authority === "own-wish" && !altered ? ["confirm", "refuse"] : [];
}

function forProxy(caller: Caller, proxy: Proxy): Answer {
  const { words, ...rest } = answerOf(proxy, ["open", "end"]);
  const told = words && { ...words, note: undefined };
  return { ...rest, words: told, isOpen: caller.patient === proxy.patient };
}
