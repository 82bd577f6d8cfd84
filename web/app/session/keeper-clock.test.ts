import { expect, test } from "vitest";
import type { Session } from "../../../contract/index.ts";
import { keeperView } from "./keeper-clock.ts";
import type { SessionState } from "./session-store.ts";

const session: Session = {
  person: {
    id: "00000000-0000-4000-8000-000000000001",
    username: "a.osei",
    displayName: "Dr Amara Osei",
    role: "clinician",
  },
  organisation: { name: "Riverbank", shortName: "riverbank", demonstration: true },
  scopes: [],
  csrfToken: "x",
  idleSecondsLeft: 1800,
  absoluteSecondsLeft: 43_200,
};
const open = (idleSeconds: number, absoluteSeconds: number): SessionState => ({
  kind: "open",
  session,
  idleDeadline: idleSeconds * 1000,
  absoluteDeadline: absoluteSeconds * 1000,
});

test("nothing is said until two minutes are left", () => {
  expect(keeperView(open(121, 9999), 0)).toEqual({ kind: "quiet" });
  expect(keeperView(open(120, 9999), 0)).toEqual({ kind: "warn", cause: "idle", secondsLeft: 120 });
});

test("the limit that no button moves is told apart", () => {
  expect(keeperView(open(1800, 60), 0)).toEqual({ kind: "warn", cause: "absolute", secondsLeft: 60 });
});

test("at the limit the page locks, and stays locked", () => {
  expect(keeperView(open(10, 9999), 10_000)).toEqual({ kind: "over" });
  expect(keeperView({ kind: "ended", session }, 0)).toEqual({ kind: "over" });
  expect(keeperView({ kind: "none" }, 0)).toEqual({ kind: "quiet" });
});
