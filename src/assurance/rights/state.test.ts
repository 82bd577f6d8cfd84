import { expect, test } from "vitest";
import { laws, requestKinds } from "./kind.ts";
import { isOver, requestEvents, requestStates, requestTransitions, stepRequest } from "./state.ts";
import { grounds, groundsFor, statutes } from "./statute.ts";

/** The whole machine, written once more and the other way round. */
const takenIn = {
  "ask-identity": { received: "identity-asked" },
  confirm: { received: "open", "identity-asked": "open" },
  "give-up": { "identity-asked": "unidentified" },
  extend: { received: "received", "identity-asked": "identity-asked", open: "open" },
  decide: { open: "decided" },
  deliver: { decided: "delivered" },
  withdraw: { received: "withdrawn", "identity-asked": "withdrawn", open: "withdrawn" },
} as const;

const pairs = requestStates.flatMap((state) => requestEvents.map((event) => [state, event] as const));

test.each(pairs)("%s takes %s as the table says", (state, event) => {
  const expected = (takenIn[event] as Partial<Record<typeof state, string>>)[state];
  if (expected === undefined)
    expect(() => stepRequest(state, event)).toThrow(expect.objectContaining({ code: "rights/illegal-change" }));
  else expect(stepRequest(state, event)).toBe(expected);
});

test("nothing is decided before it is known who asks, and nothing leads back from an end", () => {
  for (const state of requestStates) {
    if (requestTransitions[state].decide !== undefined) expect(state).toBe("open");
    if (isOver(state)) expect(Object.keys(requestTransitions[state])).toEqual([]);
  }
});

test("every right and every ground names where it stands; what a law doesn't give has no clock and no ground", () => {
  for (const law of laws)
    for (const kind of requestKinds) {
      const statute = statutes[law][kind];
      if (statute === undefined) expect(groundsFor(law, kind)).toEqual([]);
      else
        for (const { section, url } of [statute.right, statute.clock])
          expect(`${section} ${url}`).toMatch(/\d.* https:/);
    }
  expect(statutes.hipaa.erasure).toBeUndefined();
  expect(new Set(grounds.map(({ id }) => id)).size).toBe(grounds.length);
});
