import { afterAll, beforeAll, expect, test } from "vitest";
import { openMailer } from "./index.ts";
import { type TestMailServer, aMailServer } from "./testing/mail-server.ts";

let server: TestMailServer;
beforeAll(async () => {
  server = await aMailServer();
});
afterAll(() => server.close());

const mailerTo = (port: number, encryption: "none" | "starttls" = "none") =>
  openMailer({
    host: "127.0.0.1",
    port,
    encryption,
    user: undefined,
    password: undefined,
    from: "wardbook@wardbook.test",
  });

const mail = { to: "ines@wardbook.test", subject: "Something to do", text: "Sign in to see it." };

test("a message arrives as plain text from the configured sender", async () => {
  await mailerTo(server.port).send(mail);
  const [taken] = server.taken.slice(-1);
  expect(taken).toMatchObject({ from: "<wardbook@wardbook.test>", to: "<ines@wardbook.test>" });
  expect(taken?.data).toContain("Subject: Something to do");
  expect(taken?.data).toContain("Sign in to see it.");
  expect(taken?.data.toLowerCase()).toContain("auto-submitted: auto-generated");
});

test("a subject with a line break adds no header", async () => {
  await mailerTo(server.port).send({ ...mail, subject: "Hello\r\nBcc: eve@wardbook.test" });
  const [taken] = server.taken.slice(-1);
  expect(taken?.data).not.toMatch(/^Bcc:/m);
  expect(taken?.to).toBe("<ines@wardbook.test>");
});

test.each(["nobody", "a@b.test, c@d.test", "a@b.test\r\nRCPT TO:<c@d.test>", "<a@b.test>"])(
  "%j is no recipient",
  async (to) => {
    const before = server.taken.length;
    await expect(mailerTo(server.port).send({ ...mail, to })).rejects.toMatchObject({ code: "mail/bad-address" });
    expect(server.taken).toHaveLength(before);
  },
);

test("a server without TLS gets nothing where TLS is needed", async () => {
  const before = server.taken.length;
  await expect(mailerTo(server.port, "starttls").send(mail)).rejects.toMatchObject({ code: "mail/unreachable" });
  expect(server.taken).toHaveLength(before);
});

test("a refusal tells neither whom nor what it was about", async () => {
  server.answer("554 <ines@wardbook.test> is not known here");
  const refused = mailerTo(server.port).send(mail);
  await expect(refused).rejects.toMatchObject({ code: "mail/refused" });
  await expect(refused).rejects.not.toHaveProperty("message", expect.stringContaining("ines"));
  server.answer("250 taken");
});

test("a server that isn't there is told as such", async () => {
  const gone = await aMailServer();
  await gone.close();
  await expect(mailerTo(gone.port).send(mail)).rejects.toMatchObject({ code: "mail/unreachable" });
});
