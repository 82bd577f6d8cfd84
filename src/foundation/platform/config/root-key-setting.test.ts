import { expect, test } from "vitest";
import { parseRootKeySetting } from "./root-key-setting.ts";

test.each([
  ["file", { kind: "file" }],
  [
    "transit:https://vault.example:8200/transit/keys/wardbook",
    { kind: "transit", address: "https://vault.example:8200", mount: "transit", key: "wardbook" },
  ],
  [
    "transit:https://vault.example/team/transit/keys/root.1?namespace=clinic",
    { kind: "transit", mount: "team/transit", key: "root.1", namespace: "clinic" },
  ],
  ["transit:http://127.0.0.1:8200/transit/keys/w", { kind: "transit", address: "http://127.0.0.1:8200" }],
  [
    "aws-kms:arn:aws:kms:eu-west-2:111122223333:key/1234abcd-12ab",
    { kind: "aws-kms", key: "arn:aws:kms:eu-west-2:111122223333:key/1234abcd-12ab", region: "eu-west-2" },
  ],
  [
    "pkcs11:token=clinic%20one;object=root?module-path=/usr/lib/softhsm/libsofthsm2.so",
    { kind: "pkcs11", token: "clinic one", object: "root", module: "/usr/lib/softhsm/libsofthsm2.so" },
  ],
])("understands %s", (text, expected) => {
  expect(parseRootKeySetting(text)).toMatchObject(expected);
});

test.each([
  "",
  "files",
  "transit:http://vault.example:8200/transit/keys/wardbook",
  "transit:https://user:password@vault.example/transit/keys/wardbook",
  "transit:https://vault.example/transit/wardbook",
  "transit:https://vault.example/keys/wardbook",
  "transit:https://vault.example/../keys/x y",
  "aws-kms:alias/wardbook",
  "aws-kms:arn:aws:kms:eu-west-2:111122223333:key/1?endpoint=http://kms.example",
  "pkcs11:token=a;object=b",
  "pkcs11:token=a;object=b?module-path=libsofthsm2.so",
])("refuses %j", (text) => {
  expect(parseRootKeySetting(text)).toBeUndefined();
});
