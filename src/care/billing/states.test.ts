import { expect, test } from "vitest";
import {
  accountMachine,
  beginnings,
  cashUpMachine,
  chargeMachine,
  invoiceMachine,
  paymentMachine,
  refusalOf,
} from "./states.ts";

const machines = {
  Invoice: invoiceMachine,
  PaymentNotice: paymentMachine,
  ChargeItem: chargeMachine,
  Account: accountMachine,
  PaymentReconciliation: cashUpMachine,
} as const;

test("every pair of states that a table doesn't name is refused with what can be, and every one it names isn't", () => {
  for (const [type, machine] of Object.entries(machines)) {
    const first = beginnings[type as keyof typeof machines];
    const states = Object.keys(machine);
    for (const to of states) {
      expect([type, to, refusalOf(machine, undefined, to, first) === undefined]).toEqual([
        type,
        to,
        (first as readonly string[]).includes(to),
      ]);
      for (const from of states) {
        const refused = refusalOf(machine, from, to, first);
        const may = from === to || (machine[from] ?? []).includes(to);
        expect([type, from, to, refused === undefined]).toEqual([type, from, to, may]);
        if (refused !== undefined) expect(refused).toContain(`it is ${from}, so it can't become ${to}`);
      }
    }
    for (const next of Object.values(machine).flat())
      expect([type, states]).toEqual([type, expect.arrayContaining([next])]);
  }
});
