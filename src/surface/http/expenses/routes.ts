import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  type ExpenseSettings,
  type ExpenseReceipt,
  type Voucher,
  type VoucherList,
  actOnVoucher,
  changedVoucher,
  decideVoucher,
  endVoucher,
  expenseSettings as expenseSettingsInput,
  newVoucher,
  payVoucher,
  expenseReceiptQuery,
  uuid,
  vouchersQuery,
} from "../../../../contract/index.ts";
import { ExpenseError, type Expenses, expenseSettings, largestReceiptBytes } from "../../../care/expenses/index.ts";
import type { Caller, Permission } from "../../../custody/access/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import { type Clock, parseResourceId } from "../../../foundation/kernel/index.ts";
import { changeInWords } from "../change-in-words.ts";
import { type Authenticate, parseInput, requireCaller, requirePermission, requireStepUp } from "../identity/index.ts";
import { refuseCardNumbers } from "../no-card-numbers.ts";
import { answerExpenseProblem } from "./problem-handler.ts";

export interface ExpenseRoutesPorts {
  readonly expenses: Expenses;
  readonly settings: Pick<Settings, "change">;
  readonly authenticate: Authenticate;
  readonly now: Clock;
}

const path = z.object({ id: uuid });
const noReceipt = () => new ExpenseError("expenses/no-receipt", "a receipt is a JPEG, a PNG or a PDF");

/** Fastify plugin: what an organisation spends. What the caller may see and do of it the chart decides, record by record. */
export async function expenseRoutes(
  app: FastifyInstance,
  { expenses, settings, authenticate, now }: ExpenseRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerExpenseProblem);
  refuseCardNumbers(app, "expenses/card-number");
  const idIn = (params: unknown) => parseResourceId(parseInput(path, params).id);
  const requireOne = async (request: FastifyRequest, one: Permission, other: Permission): Promise<Caller> => {
    const caller = await requireCaller(authenticate, request);
    return caller.permissions.has(one) ? caller : requirePermission(authenticate, request, other);
  };

  app.get("/api/expenses/settings", async (request): Promise<ExpenseSettings> => {
    const caller = await requireOne(request, "expenses.submit", "expenses.read");
    return writable(await expenses.settings(caller));
  });

  app.put("/api/expenses/settings", async (request): Promise<ExpenseSettings> => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    requireStepUp(caller, now());
    const { currency: _given, ...next } = parseInput(expenseSettingsInput, request.body);
    try {
      await settings.change(caller, caller.tenant, expenseSettings, (before) => ({
        value: next,
        detail: changeInWords(before, next),
      }));
    } catch (error) {
      if (error instanceof RangeError) throw new ExpenseError("expenses/unsuitable", error.message, { cause: error });
      throw error;
    }
    return writable(await expenses.settings(caller));
  });

  app.get("/api/expenses/vouchers", async (request): Promise<VoucherList> => {
    const caller = await requirePermission(authenticate, request, "expenses.read");
    const { branch, ...query } = parseInput(vouchersQuery, request.query);
    const asked = { ...query, branch: branch === undefined ? undefined : parseResourceId(branch) };
    return writable(await expenses.list(caller, asked));
  });

  app.get("/api/expenses/vouchers/:id", async (request): Promise<Voucher> => {
    const caller = await requireOne(request, "expenses.read", "expenses.submit");
    return writable(await expenses.see(caller, idIn(request.params)));
  });

  app.post("/api/expenses/vouchers", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "expenses.submit");
    const { requestId, ...content } = parseInput(newVoucher, request.body);
    const { voucher, created } = await expenses.write(caller, requestId, contentOf(content));
    return reply.code(created ? 201 : 200).send(writable(voucher) satisfies Voucher);
  });

  app.put("/api/expenses/vouchers/:id", async (request): Promise<Voucher> => {
    const caller = await requirePermission(authenticate, request, "expenses.submit");
    const { version, ...content } = parseInput(changedVoucher, request.body);
    return writable(await expenses.rewrite(caller, idIn(request.params), version, contentOf(content)));
  });

  app.post("/api/expenses/vouchers/:id/submit", async (request): Promise<Voucher> => {
    const caller = await requirePermission(authenticate, request, "expenses.submit");
    const { version } = parseInput(actOnVoucher, request.body);
    return writable(await expenses.act(caller, idIn(request.params), version, { kind: "submit" }));
  });

  for (const kind of ["approve", "reject"] as const)
    app.post(`/api/expenses/vouchers/:id/${kind}`, async (request): Promise<Voucher> => {
      const caller = await requirePermission(authenticate, request, "expenses.approve");
      const { version, reason } = parseInput(decideVoucher, request.body);
      return writable(await expenses.act(caller, idIn(request.params), version, { kind, reason }));
    });

  app.post("/api/expenses/vouchers/:id/pay", async (request): Promise<Voucher> => {
    const caller = await requireOne(request, "expenses.submit", "expenses.approve");
    const { version, ...how } = parseInput(payVoucher, request.body);
    return writable(await expenses.act(caller, idIn(request.params), version, { kind: "pay", ...how }));
  });

  app.post("/api/expenses/vouchers/:id/void", async (request): Promise<Voucher> => {
    const caller = await requireOne(request, "expenses.submit", "expenses.approve");
    const { version, reason } = parseInput(endVoucher, request.body);
    return writable(await expenses.act(caller, idIn(request.params), version, { kind: "void", reason }));
  });

  await app.register(async (files) => {
    files.removeAllContentTypeParsers();
    // Whatever a file calls itself, its bytes say what it is.
    files.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: largestReceiptBytes }, (_request, body, done) =>
      done(null, body),
    );
    files.post("/api/expenses/receipts", { bodyLimit: largestReceiptBytes }, async (request, reply) => {
      const caller = await requirePermission(authenticate, request, "expenses.submit");
      const { title, branchId } = parseInput(expenseReceiptQuery, request.query);
      if (!Buffer.isBuffer(request.body)) throw noReceipt();
      const kept = await expenses.keepReceipt(caller, request.body, {
        title,
        branch: branchId === undefined ? undefined : parseResourceId(branchId),
      });
      return reply.code(201).send(kept satisfies ExpenseReceipt);
    });
  });

  app.get("/api/expenses/receipts/:id", async (request, reply) => {
    const caller = await requireOne(request, "expenses.read", "expenses.submit");
    const { kind, bytes } = await expenses.receipt(caller, idIn(request.params));
    return reply.type(kind).header("content-disposition", "attachment").send(bytes);
  });
}

function contentOf({ branchId, receiptIds, ...rest }: Omit<z.output<typeof newVoucher>, "requestId">) {
  return { ...rest, branchId: parseResourceId(branchId), receiptIds: receiptIds.map((id) => parseResourceId(id)) };
}

type Writable<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? Writable<Item>[]
    : { -readonly [Key in keyof T]: Writable<T[Key]> };

/** The contract's types of lists can be written to. */
function writable<T>(answer: T): Writable<T> {
  return answer as Writable<T>;
}
