import { inspect } from "node:util";
import { expect, test } from "vitest";
import { parseConfig } from "./config.ts";
import { isMailbox, parseSmtpUrl } from "./smtp-url.ts";

test("reads every part, escapes undone, and prints no password", () => {
  const server = parseSmtpUrl("smtps://us%40er:p%3Aw@mail.example");
  expect(server).toMatchObject({ host: "mail.example", port: 465, encryption: "implicit", user: "us@er" });
  expect(server?.password?.expose()).toBe("p:w");
  expect(inspect(server)).not.toContain("p:w");
});

test.each([
  ["smtp://mail.example", "starttls", 587],
  ["smtp://127.0.0.1:2525", "none", 2525],
  ["smtp://localhost", "none", 587],
  ["smtps://[2001:db8::1]:4650", "implicit", 4650],
])("%s is encrypted: %s", (url, encryption, port) => {
  expect(parseSmtpUrl(url)).toMatchObject({ encryption, port });
});

test.each([
  "http://mail.example",
  "mail.example",
  "smtp://user@mail.example",
  "smtp://mail.example/x",
  "smtp://h?tls=no",
])("refuses %s", (url) => {
  expect(parseSmtpUrl(url)).toBeUndefined();
});

test("a sender is one mailbox and can't carry a header", () => {
  expect(isMailbox("records@hill.example")).toBe(true);
  expect(isMailbox("Hill Clinic <records@hill.example>")).toBe(true);
  for (const text of ["records", "a@b.example\r\nBcc: x@y.example", "a@b.example, c@d.example", "X\n <a@b.example>"])
    expect(isMailbox(text)).toBe(false);
});

test("mail needs a server and a sender, or neither", () => {
  const environment = { WARDBOOK_SMTP_URL: "smtps://u:p@mail.example", WARDBOOK_MAIL_FROM: "records@hill.example" };
  expect(parseConfig({ ...environment }).mail).toMatchObject({ host: "mail.example", from: "records@hill.example" });
  expect(parseConfig({}).mail).toBeUndefined();
  for (const name of ["WARDBOOK_SMTP_URL", "WARDBOOK_MAIL_FROM"] as const)
    expect(() => parseConfig({ [name]: environment[name] })).toThrow(
      expect.objectContaining({ code: "config/bad-value", message: expect.stringContaining("WARDBOOK_") }),
    );
});
