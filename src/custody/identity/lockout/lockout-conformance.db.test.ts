import fc from "fast-check";
import { expect, test } from "vitest";
import { Secret } from "../../../foundation/kernel/index.ts";
import type { Origin } from "../person/index.ts";
import { anInstallation } from "../testing/installation.ts";
import { anEnrolledPerson, goodPassword } from "../testing/people.ts";
import { acceptAttempt, keyOf, noteFamiliar, refuseAttempt, reserveAttempt } from "./attempts.ts";
import { type Lock, openLock } from "./lock-machine.ts";
import { type LockFactor, type Lockout, admit, fail, lockFactors, openLockout, succeed } from "./lockout.ts";
import { type Throttle, calmThrottle, throttlePolicies } from "./throttle-machine.ts";

const installation = await anInstallation();
const { identity, database, keyring, now, wait } = installation;
const clinic = await installation.createOrganisation("Hill Clinic");
const { tenant } = clinic;
const vault = await keyring.vault(tenant);
const ports = { database, now, recordEvent: async () => undefined };
const minute = 60_000;

/** The last two are one source: of an IPv6 address the first 56 bits count. */
const places = ["192.0.2.1", "192.0.2.2", "2001:db8:0:1::9", "2001:db8:0:ff::1"] as const;
type Place = (typeof places)[number];
const from = (place: Place): Origin => ({ from: place, requestId: "r" });
/** How each place was used, whatever the name: it outlives a model of one name. */
const placesTried = new Map<string, Throttle>();

/** The model: the pure machine, with nothing but memory. */
class Model {
  readonly locks = new Map<string, Lock>();
  readonly names = new Map<string, Throttle>();
  readonly familiar = new Set<string>();

  lockout(factor: LockFactor, place: Place): Lockout {
    const known = openLockout(factor, this.familiar.has(keyed(place)));
    const source = this.locks.get(`${factor}/${keyed(place)}`) ?? openLock;
    const tried = placesTried.get(`${factor}/${keyed(place)}`) ?? calmThrottle;
    return { ...known, source, name: this.names.get(factor) ?? calmThrottle, place: tried };
  }

  store(factor: LockFactor, place: Place, { source, name, place: tried }: Lockout): void {
    this.locks.set(`${factor}/${keyed(place)}`, source);
    this.names.set(factor, name);
    placesTried.set(`${factor}/${keyed(place)}`, tried);
  }
}

const keyed = (place: Place) => (place.includes(":") ? "2001:db8:0:0::/56" : place);

type Command =
  | { readonly kind: "attempt"; readonly factor: LockFactor; readonly place: Place; readonly right: boolean }
  | { readonly kind: "begin"; readonly factor: LockFactor; readonly place: Place }
  | { readonly kind: "wait"; readonly minutes: number }
  | { readonly kind: "come-in"; readonly place: Place };

const factor = fc.constantFrom(...lockFactors);
const place = fc.constantFrom(...places);
const commands = fc.array(
  fc.oneof(
    {
      arbitrary: fc.record({ kind: fc.constant("attempt" as const), factor, place, right: fc.constant(false) }),
      weight: 12,
    },
    {
      arbitrary: fc.record({ kind: fc.constant("attempt" as const), factor, place, right: fc.constant(true) }),
      weight: 1,
    },
    { arbitrary: fc.record({ kind: fc.constant("begin" as const), factor, place }), weight: 2 },
    {
      arbitrary: fc.record({ kind: fc.constant("wait" as const), minutes: fc.constantFrom(0.3, 1, 5, 14, 15, 61) }),
      weight: 3,
    },
    { arbitrary: fc.record({ kind: fc.constant("come-in" as const), place }), weight: 1 },
  ),
  { minLength: 1, maxLength: 60 },
);

let names = 0;

test("the database and the machine agree about every attempt, in any order, from anywhere", async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (sequence: readonly Command[]) => {
      names += 1;
      const subject = vault.blind(`model/${names}`);
      const model = new Model();
      for (const command of sequence) await run(model, subject, command);
    }),
    { numRuns: 50 },
  );
});

async function run(model: Model, subject: Buffer, command: Command): Promise<void> {
  switch (command.kind) {
    case "wait":
      wait(command.minutes * minute);
      return;
    case "come-in":
      model.familiar.add(keyed(command.place));
      await database.transaction(tenant, (tx) =>
        noteFamiliar(tx, vault, { tenant, subject, origin: from(command.place), now: now() }),
      );
      return;
    case "begin":
    case "attempt": {
      const { factor: which, place: where } = command;
      const key = keyOf(vault, { tenant, factor: which, subject, origin: from(where) });
      const admitted = admit(model.lockout(which, where), now());
      model.store(which, where, admitted.lockout);
      const reserved = await reserveAttempt(ports, key, from(where), undefined);
      expect(reserved.kind).toBe(admitted.kind === "looked-at" ? "open" : "locked");
      if (admitted.kind === "refused" && reserved.kind === "locked")
        expect(reserved.retryAfterSeconds).toBe(Math.max(1, Math.ceil((admitted.until - now()) / 1000)));
      if (command.kind === "begin" || admitted.kind === "refused") return;
      const held = model.lockout(which, where);
      if (command.right) {
        const opened = succeed(held, now());
        expect(await database.transaction(tenant, (tx) => acceptAttempt(tx, key, now()))).toBe(opened !== undefined);
        if (opened !== undefined) model.store(which, where, opened);
        return;
      }
      const failed = fail(held, now());
      model.store(which, where, failed);
      const refused = await refuseAttempt(ports, key, from(where), undefined);
      expect(refused.kind).toBe(failed.source.state === "locked" ? "locked" : "open");
    }
  }
}

test("they agree about many names tried from one place, some of them right, one of them familiar there", async () => {
  const tries = fc.array(
    fc.record({
      known: fc.nat(3).map((n) => n === 0),
      right: fc.nat(3).map((n) => n === 0),
      minutes: fc.constantFrom(0, 0, 0, 0.5, 1, 4, 15),
    }),
    { minLength: 12, maxLength: 16 },
  );
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(tries, async (sequence) => {
      const [where] = places;
      const familiar = vault.blind("model/familiar");
      const colleague = new Model();
      await run(colleague, familiar, { kind: "come-in", place: where });
      const tryOne = async (model: Model, subject: Buffer, right: boolean) => {
        await run(model, subject, { kind: "attempt", factor: "password", place: where, right });
        met.add(placesTried.get(`password/${where}`)?.state ?? "calm");
      };
      const tryNew = (right: boolean) => {
        names += 1;
        return tryOne(new Model(), vault.blind(`model/${names}`), right);
      };
      wait(61 * minute);
      for (let n = 0; n < throttlePolicies.place.freely; n += 1) await tryNew(false);
      for (const { known, right, minutes } of sequence) {
        wait(minutes * minute);
        await (known ? tryOne(colleague, familiar, right) : tryNew(right));
      }
    }),
    { numRuns: 5 },
  );
  expect([...met]).toContain("slowed");
});

test("a whole sign-in answers as the machine says", async () => {
  const wrong = new Secret("Wrong-Password-1");
  const attempts = fc.array(
    fc.record({
      place: fc.constantFrom("198.51.100.1", "198.51.100.2"),
      right: fc.boolean(),
      minutes: fc.constantFrom(0, 0, 0, 15),
    }),
    { minLength: 6, maxLength: 14 },
  );
  await fc.assert(
    fc.asyncProperty(attempts, async (sequence) => {
      names += 1;
      const username = `model${names}`;
      await anEnrolledPerson(installation, clinic, { username });
      const locks = new Map<string, Lock>();
      let name = calmThrottle;
      for (const { place: where, right, minutes } of sequence) {
        wait(minutes * minute);
        const known: Lockout = {
          factor: "password",
          source: locks.get(where) ?? openLock,
          name,
          place: placesTried.get(where) ?? calmThrottle,
          familiar: false,
        };
        const admitted = admit(known, now());
        const { lockout } = admitted;
        const settled =
          admitted.kind === "refused" ? lockout : right ? (succeed(lockout, now()) ?? lockout) : fail(lockout, now());
        const outcome = await identity.signIn.withPassword(
          clinic,
          { username, password: right ? goodPassword : wrong },
          { from: where, requestId: "r" },
        );
        const expected =
          admitted.kind === "refused" || settled.source.state === "locked"
            ? "session/locked"
            : right
              ? "second-factor"
              : "session/wrong-credentials";
        expect(outcome.kind === "refused" ? outcome.code : outcome.kind).toBe(expected);
        locks.set(where, settled.source);
        name = settled.name;
        placesTried.set(where, settled.place);
      }
    }),
    { numRuns: 8 },
  );
}, 120_000);
