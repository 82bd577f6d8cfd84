import { expect, test } from "vitest";
import { parseDatabaseUrl } from "./database-url.ts";

test("reads every part, escapes undone", () => {
  const settings = parseDatabaseUrl("postgresql://own%40er:p%3Aw%2F@db.example:6432/ward%20book");
  expect(settings).toMatchObject({ host: "db.example", port: 6432, user: "own@er", database: "ward book", tls: true });
  expect(settings?.password.expose()).toBe("p:w/");
});

test.each([
  ["postgres://u:p@localhost/w", false],
  ["postgres://u:p@127.0.0.1/w", false],
  ["postgres://u:p@[::1]:5433/w", false],
  ["postgres://u:p@127.example.org/w", true],
  ["postgres://u:p@10.0.0.5/w", true],
  ["postgres://u:p@10.0.0.5/w?sslmode=disable", false],
  ["postgres://u:p@ignored/w?host=/run/postgresql", false],
])("for %s, encryption is %s", (url, tls) => {
  expect(parseDatabaseUrl(url)?.tls).toBe(tls);
});

test("refuses what names no database or no user", () => {
  expect(parseDatabaseUrl("postgres://u:p@host")).toBeUndefined();
  expect(parseDatabaseUrl("postgres://host/w")).toBeUndefined();
  expect(parseDatabaseUrl("not an address")).toBeUndefined();
});
