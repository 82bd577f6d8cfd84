import { expect, test } from "vitest";
import type { ProposedChange } from "../../custody/chart/index.ts";
import { orderRule } from "./order-rule.ts";
import { orderStates, transitions } from "./order-states.ts";

const change = (from: string | undefined, to: string | undefined, action = "update") => {
  const order = (status: string | undefined) =>
    status === undefined ? undefined : { resourceType: "ServiceRequest", status };
  return orderRule({ action, type: "ServiceRequest", previous: order(from), next: order(to) } as ProposedChange);
};

test("each pair of states that the table doesn't have is refused, and says what could be instead", async () => {
  for (const from of orderStates)
    for (const to of orderStates) {
      if (from === to || transitions[from].includes(to)) await expect(change(from, to)).resolves.toEqual({});
      else
        await expect(change(from, to)).rejects.toMatchObject({
          code: "chart/against-rule",
          path: "ServiceRequest.status",
          message: expect.stringMatching(/can't become .*: (nothing follows|it can become)/),
        });
    }
});

test("what comes from elsewhere is kept as it was told, and an order isn't made as an error", async () => {
  await expect(change("revoked", "active", "import")).resolves.toEqual({});
  await expect(change("active", undefined, "delete")).resolves.toEqual({});
  await expect(change(undefined, "completed", "create")).resolves.toEqual({});
  await expect(change(undefined, "entered-in-error", "create")).rejects.toMatchObject({ code: "chart/against-rule" });
});
