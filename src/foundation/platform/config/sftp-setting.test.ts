import { expect, test } from "vitest";
import { parseSftpSetting } from "./sftp-setting.ts";

const print = `abc+/${"d".repeat(38)}`;
const rest = `host-key=SHA256:${print}&key=/etc/wardbook/backup.key`;

test("a folder reached by SSH wants a user, a machine whose key is known, and a key that signs in", () => {
  const plain = { user: "hill", host: "vault.example", port: 22, path: "/backup/hill", hostKey: print };
  const wanted = { ...plain, keyFile: "/etc/wardbook/backup.key" };
  expect(parseSftpSetting(`sftp://hill@vault.example/backup/hill?${rest}`)).toEqual(wanted);
  expect(parseSftpSetting(`sftp://hill@[::1]:2222/backup/hill/?${rest}`)).toEqual({
    ...wanted,
    host: "::1",
    port: 2222,
  });
});

test.each([
  `sftp://vault.example/backup?${rest}`,
  `sftp://hill:secret@vault.example/backup?${rest}`,
  `sftp://hill@vault.example/?${rest}`,
  `sftp://hill@vault.example/backup/../etc?${rest}`,
  `sftp://hill@vault.example:70000/backup?${rest}`,
  `sftp://hill@vault.example/backup?key=/k`,
  `sftp://hill@vault.example/backup?host-key=SHA256:short&key=/k`,
  `sftp://hill@vault.example/backup?host-key=MD5:00&key=/k`,
  `sftp://hill@vault.example/backup?host-key=SHA256:${print}`,
  `sftp://hill@vault.example/backup?${rest}&trust=all`,
])("%s is none", (text) => expect(parseSftpSetting(text)).toBeUndefined());
