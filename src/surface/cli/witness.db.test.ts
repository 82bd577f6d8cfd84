import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../../../test/support/free-port.ts";
import { type TestHouse, aHouse } from "../../../test/support/house.ts";

const program = join(import.meta.dirname, "../../../bin/wardbook.mjs");
const directory = mkdtempSync(join(tmpdir(), "wardbook-witness-cli-"));
const running = new Set<ChildProcess>();
const houses: TestHouse[] = [];
afterAll(async () => {
  for (const house of houses) await house.end();
  for (const child of running) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(directory, { recursive: true, force: true });
});

function start(argv: readonly string[]) {
  const child = spawn(process.execPath, [program, ...argv], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], WARDBOOK_DATA: join(directory, "none") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const written = { out: "", error: "" };
  child.stdout.on("data", (bytes: Buffer) => void (written.out += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => void (written.error += bytes.toString()));
  const ended = once(child, "close").then(([code]) => {
    running.delete(child);
    return { code: code as number | null, ...written };
  });
  return { child, written, ended };
}

const timeout = { timeout: 120_000 };

test(
  "a witness in a process of its own cosigns what a server shows, is killed, remembers, and tells of a rollback",
  timeout,
  async () => {
    // The server is there first, for the witness has to know its key; then it is told of the witness.
    const first = await aHouse({
      ledgerMirror: {
        bucket: "ledgers",
        prefix: "hill",
        region: "eu-west-2",
        endpoint: undefined,
        retentionYears: 7,
        keepsEntries: false,
      },
    });
    houses.push(first);
    const { path } = await first.house.publication(first.tenant);
    const policyUrl = `${first.origin}${path}/policy`;
    await expect.poll(async () => (await fetch(policyUrl)).status, { timeout: 20_000 }).toBe(200);
    const logs = join(directory, "logs");
    writeFileSync(logs, await (await fetch(policyUrl)).text());

    const home = join(directory, "witness");
    const port = await freePort();
    const argv = ["witness", "--directory", home, "--name", "witness.example/w1", "--logs", logs];
    const listening = [...argv, "--listen", `127.0.0.1:${port}`];
    const ready = async (witness: ReturnType<typeof start>) =>
      expect.poll(() => witness.written.out, { timeout: 30_000 }).toContain("Witness is ready");
    const one = start(listening);
    await ready(one);
    const keys = [...one.written.out.matchAll(/verifier key {2}(\S+)/g)].map(([, key = ""]) => key);
    expect(keys).toHaveLength(2);
    expect(readdirSync(home)).toEqual(["witness.key"]);

    const url = `http://127.0.0.1:${port}/add-checkpoint`;
    const send = async (body: string) => {
      const answer = await fetch(url, { method: "POST", body });
      return [answer.status, answer.headers.get("content-type"), await answer.text()] as const;
    };
    const { ledger } = first.house;
    const entry = {
      at: Date.now(),
      action: "organisation",
      actor: { kind: "system", id: "test", name: "test" },
      why: "administration",
      resources: [],
      count: 0,
    } as const;
    const shownWith = async (size: number) => {
      let note = "";
      const read = async () => {
        note = await (await fetch(`${first.origin}${path}/checkpoint`)).text();
        return Number(note.split("\n")[1]);
      };
      await expect.poll(read, { timeout: 20_000 }).toBeGreaterThanOrEqual(size);
      return note;
    };
    await ledger.witness(first.tenant, [{ entry }]);
    const early = await shownWith(1);
    await ledger.witness(first.tenant, [{ entry }, { entry }, { entry }]);
    const late = await shownWith(Number(early.split("\n")[1]) + 3);
    const size = Number(late.split("\n")[1]);

    const [status, , lines] = await send(`old 0\n\n${late}`);
    expect([status, lines.match(/^— witness\.example\/w1 \S+$/gmu)?.length]).toEqual([200, 2]);
    one.child.kill("SIGKILL");
    await one.ended;
    const two = start(listening);
    await ready(two);
    expect(two.written.out).toContain(keys[0]);
    // Who was put back to an earlier tree hears what the witness has seen, and the witness's keeper hears of them.
    expect(await send(`old 0\n\n${early}`)).toEqual([409, "text/x.tlog.size", `${size}\n`]);
    await expect.poll(() => two.written.error).toContain("NOT COSIGNED");

    for (const [method, at, expected] of [
      ["GET", url, 405],
      ["POST", `${url}/x`, 404],
      ["POST", `http://127.0.0.1:${port}/`, 404],
    ] as const)
      expect((await fetch(at, { method })).status).toBe(expected);
    expect((await send("x".repeat(200_000)))[0]).toBe(413);
    expect((await send("nonsense"))[0]).toBe(400);

    two.child.kill("SIGTERM");
    expect((await two.ended).code).toBe(0);
    expect(existsSync(join(home, "evidence"))).toBe(false);
    expect(readFileSync(join(home, "witness.key"), "utf8")).toMatch(/^[0-9a-f]{64}\n$/);

    // Without what they need it and a mirror say so.
    await expect
      .poll(async () => (await first.house.publication(first.tenant)).mirror)
      .toEqual({
        name: "s3://ledgers/hill",
        size: 0,
        keptAt: undefined,
        problem: expect.stringContaining("npm install @aws-sdk/client-s3"),
        isBehind: true,
      });
    expect((await start(["witness", "--directory", home]).ended).code).toBe(2);
    expect((await start([...argv, "--listen", "nowhere"]).ended).code).toBe(2);
  },
);

test("a server shows no checkpoint that its witness hasn't cosigned, and does once it is there", timeout, async () => {
  const port = await freePort();
  const seedHome = join(directory, "w2");
  const logs = join(directory, "logs-2");
  const policy = join(directory, "policy");
  // A first start prints the key; it needs a log to be a witness of, any will do.
  writeFileSync(logs, readFileSync(join(directory, "logs"), "utf8"));
  const argv = [
    "witness",
    "--directory",
    seedHome,
    "--name",
    "w2.example",
    "--logs",
    logs,
    "--listen",
    `127.0.0.1:${port}`,
  ];
  const probe = start(argv);
  await expect.poll(() => probe.written.out, { timeout: 30_000 }).toContain("Witness is ready");
  const [, key = ""] = /verifier key {2}(\S+)/.exec(probe.written.out) ?? [];
  probe.child.kill("SIGTERM");
  await probe.ended;

  writeFileSync(policy, `witness w2 ${key} http://127.0.0.1:${port}\nquorum w2\n`);
  const house = await aHouse({ witnesses: policy });
  houses.push(house);
  await house.token();
  const { path } = await house.house.publication(house.tenant);
  await expect.poll(() => house.house.publisher.witnesses(house.tenant)[0]?.problem, { timeout: 20_000 }).toBeDefined();
  expect((await fetch(`${house.origin}${path}/checkpoint`)).status).toBe(404);
  writeFileSync(logs, await (await fetch(`${house.origin}${path}/policy`)).text());
  const witness = start(argv);
  await expect.poll(() => witness.written.out, { timeout: 30_000 }).toContain("Witness is ready");
  await expect
    .poll(async () => (await fetch(`${house.origin}${path}/checkpoint`)).status, { timeout: 30_000 })
    .toBe(200);
  const { isWitnessedEnough, alarms, witnesses } = await house.house.publication(house.tenant);
  expect([isWitnessedEnough, alarms, witnesses[0]?.cosignedAt !== undefined]).toEqual([true, [], true]);
  witness.child.kill("SIGTERM");
  await witness.ended;
});
