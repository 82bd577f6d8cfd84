import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  addPasskeyRequest,
  changeAccountRequest,
  changePasswordRequest,
  confirmTotpRequest,
  renameAuthenticatorRequest,
  uuid,
} from "../../../../contract/index.ts";
import type { Account, Authenticator as AuthenticatorAnswer } from "../../../../contract/index.ts";
import type { AccountHolder, Authenticator } from "../../../custody/identity/index.ts";
import { passwordSentence } from "../../../custody/identity/index.ts";
import { Secret } from "../../../foundation/kernel/index.ts";
import { personCaller } from "./authenticate.ts";
import { instant } from "./instant.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { Refusal } from "./refusal.ts";
import { answerNewSession, originOf, requireSession } from "./session-routes.ts";
import { refusalOfSignIn } from "./sign-in-refusal.ts";
import { requireStepUp } from "./step-up.ts";

const authenticatorPath = z.object({ id: uuid });

/** What a signed-in person changes about their own way in. */
export function accountRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { account, people, recovery } = ports.identity;

  async function holderOf(request: FastifyRequest): Promise<AccountHolder> {
    const { session, cookie } = await requireSession(ports, request);
    const actor = await personCaller(ports.policy, session, request);
    return { session, cookie, actor, origin: originOf(request) };
  }

  /** @throws Refusal 403 `session/step-up-needed` */
  async function provenHolder(request: FastifyRequest): Promise<AccountHolder> {
    const holder = await holderOf(request);
    requireStepUp(holder.session, ports.now());
    return holder;
  }

  async function accountAnswer({ session }: AccountHolder): Promise<Account> {
    const { tenant } = session;
    const person = await people.get(tenant, session.person.id);
    const info = await account.info(tenant, session.person.id);
    const open = await recovery.openOf(tenant, session.person.id);
    const { username, given, family, jobTitle, email } = person ?? session.person;
    return {
      username,
      given,
      family,
      jobTitle,
      email,
      authenticators: info.authenticators.map(answerOf),
      password: info.password && {
        changedAt: instant(info.password.changedAt),
        changeBy: info.password.changeBy === undefined ? undefined : instant(info.password.changeBy),
      },
      passwordProfile: info.passwordProfile,
      recoveryCodesLeft: info.recoveryCodesLeft,
      recovery: open && {
        id: open.id,
        way: open.way,
        state: open.state,
        readyAt: open.readyAt === undefined ? undefined : instant(open.readyAt),
      },
      selfRecovery: recovery.selfService,
    };
  }

  app.get("/api/account", async (request) => accountAnswer(await holderOf(request)));

  app.patch("/api/account", async (request) => {
    const holder = await provenHolder(request);
    const { email } = parseInput(changeAccountRequest, request.body);
    await account.changeEmail(holder, email ?? undefined);
    return accountAnswer(holder);
  });

  app.post("/api/account/passkeys/options", async (request) => ({
    options: await account.passkeyOptions(await provenHolder(request)),
  }));

  app.post("/api/account/passkeys", async (request, reply) => {
    const holder = await provenHolder(request);
    const { response, name } = parseInput(addPasskeyRequest, request.body);
    return reply.code(201).send(answerOf(await account.addPasskey(holder, response, name)));
  });

  app.post("/api/account/totp", async (request) => account.totpInvitation(await provenHolder(request)));

  app.post("/api/account/totp/confirm", async (request, reply) => {
    const holder = await provenHolder(request);
    const { challenge, code, name } = parseInput(confirmTotpRequest, request.body);
    return reply.code(201).send(answerOf(await account.confirmTotp(holder, challenge, code, name)));
  });

  app.patch("/api/account/authenticators/:id", async (request) => {
    const holder = await holderOf(request);
    const { id } = parseInput(authenticatorPath, request.params);
    const { name } = parseInput(renameAuthenticatorRequest, request.body);
    return answerOf(await account.rename(holder, id, name));
  });

  app.delete("/api/account/authenticators/:id", async (request, reply) => {
    const holder = await provenHolder(request);
    await account.remove(holder, parseInput(authenticatorPath, request.params).id);
    return reply.code(204).send();
  });

  app.post("/api/account/recovery-codes", async (request) => {
    const codes = await account.makeRecoveryCodes(await provenHolder(request));
    return { codes: codes.map((code) => code.expose()) };
  });

  app.post("/api/account/password", async (request, reply) => {
    const holder = await provenHolder(request);
    const { current, password } = parseInput(changePasswordRequest, request.body);
    const passwords = {
      current: current === undefined ? undefined : new Secret(current),
      next: new Secret(password),
    };
    const outcome = await account.changePassword(holder, passwords);
    switch (outcome.kind) {
      case "changed":
        return answerNewSession(ports, request, reply, outcome.cookie);
      case "password-refused": {
        const { findings, profile } = outcome;
        const message = findings.map((finding) => passwordSentence(finding, profile)).join(" ");
        throw new Refusal(422, findings[0] ?? "people/password-refused", message, { path: "password" });
      }
      case "refused":
        if (outcome.code === "session/wrong-credentials")
          throw new Refusal(401, outcome.code, "That is not your present password.", { path: "current" });
        throw refusalOfSignIn(outcome);
    }
  });

  app.delete("/api/account/recovery", async (request, reply) => {
    const { session, actor } = await holderOf(request);
    await recovery.cancelOwn(actor, session.tenant, session.person.id);
    return reply.code(204).send();
  });
}

function answerOf({ id, kind, name, addedAt, lastUsedAt, backedUp }: Authenticator): AuthenticatorAnswer {
  return {
    id,
    kind,
    name,
    addedAt: instant(addedAt),
    lastUsedAt: lastUsedAt === undefined ? undefined : instant(lastUsedAt),
    backedUp,
  };
}
