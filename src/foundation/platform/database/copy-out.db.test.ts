import { afterAll, expect, test } from "vitest";
import { freshDatabase } from "../../../../test/support/database.ts";
import { openDatabase } from "./database.ts";

const fresh = await freshDatabase();
const db = openDatabase(fresh.owner, 1);
afterAll(async () => {
  await db.close();
  await fresh.drop();
});

test("rows are copied whole, short and long, as slowly as they are taken, and the connection goes on", async () => {
  const connection = await db.pin();
  try {
    const rows = "select n, repeat('x', case n when 700 then 3000000 else n end) from generate_series(1, 3000) n";
    const pieces: Buffer[] = [];
    for await (const piece of connection.copyOut(`copy (${rows}) to stdout`)) {
      pieces.push(Buffer.from(piece));
      await new Promise(setImmediate);
    }
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces) expect(piece.at(-1)).toBe("\n".charCodeAt(0));
    const lines = Buffer.concat(pieces).toString("latin1").trimEnd().split("\n");
    expect(lines.map((line) => line.split("\t").map((field, at) => (at === 0 ? field : field.length)))).toEqual(
      Array.from({ length: 3000 }, (_, n) => [String(n + 1), n === 699 ? 3_000_000 : n + 1]),
    );
    // Whoever has seen enough throws the rest away.
    for await (const piece of connection.copyOut(`copy (${rows}) to stdout`)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    const nothing = connection.copyOut("copy (select where false) to stdout");
    expect(await Array.fromAsync(nothing)).toEqual([]);
    const failing = connection.copyOut("copy (select 1 / (5 - n) from generate_series(1, 9) n) to stdout");
    await expect(Array.fromAsync(failing)).rejects.toMatchObject({ code: "database/failed" });
    expect(await connection.query("select 1 as one")).toEqual([{ one: 1 }]);
  } finally {
    connection.release();
  }
});
