import { expect, test } from "vitest";
import { type TenantId, parseTenantId } from "../../foundation/kernel/index.ts";
import { createRefusals } from "./refusals.ts";

function theRefusals() {
  let time = 0;
  let from = "";
  const told: string[] = [];
  const failures: unknown[] = [];
  const refusals = createRefusals({
    keyring: {
      vault: (tenant) =>
        // Whose vault it is is asked; nothing is sealed with it.
        tenant === parseTenantId(1)
          ? (Promise.resolve({}) as never)
          : Promise.reject(Object.assign(new Error("none"), { code: "keyring/unknown-tenant" })),
    },
    witness: { refused: async (tenant, client, why) => void told.push(`${tenant} ${client ?? "-"} ${why}`) },
    now: () => time,
    origin: () => ({ from, requestId: "r1" }),
    onFailure: (error) => failures.push(error),
  });
  const wait = (milliseconds: number) => {
    time += milliseconds;
  };
  const note = (tenant: TenantId, address: string) => {
    from = address;
    return refusals.note(tenant, "no token");
  };
  return { note, told, failures, wait };
}

const one = parseTenantId(1);

test("the first refusal from an address is told at once, the others together with the next after a minute", async () => {
  const { note, told, wait } = theRefusals();
  for (let times = 0; times < 5; times += 1) await note(one, "192.0.2.1");
  await note(one, "192.0.2.2");
  expect(told).toEqual(["1 - no token", "1 - no token"]);
  wait(60_000);
  await note(one, "192.0.2.1");
  expect(told.at(-1)).toBe("1 - no token; 4 more from there since the last entry");
  wait(60_000);
  await note(one, "192.0.2.1");
  expect(told.at(-1)).toBe("1 - no token");
});

test("an organisation that doesn't exist is told of nothing, and nobody's failure is that of who asked", async () => {
  const { note, told, failures } = theRefusals();
  await note(parseTenantId(2), "192.0.2.1");
  expect(told).toEqual([]);
  expect(failures).toEqual([]);
});
