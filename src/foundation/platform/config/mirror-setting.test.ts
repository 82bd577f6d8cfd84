import { expect, test } from "vitest";
import { parseMirrorSetting } from "./mirror-setting.ts";

test("a mirror is a bucket with its region, and what is said of it", () => {
  const plain = {
    bucket: "hill-ledger",
    prefix: "",
    region: "eu-west-2",
    endpoint: undefined,
    retentionYears: 7,
    keepsEntries: false,
  };
  expect(parseMirrorSetting("s3://hill-ledger?region=eu-west-2")).toEqual(plain);
  expect(parseMirrorSetting("s3://hill-ledger/?region=eu-west-2")).toEqual(plain);
  expect(
    parseMirrorSetting(
      "s3://hill-ledger/a/b/?endpoint=https://s3.hill.example:9000&region=x-1&retention-years=10&entries=yes",
    ),
  ).toEqual({
    ...plain,
    prefix: "a/b",
    endpoint: "https://s3.hill.example:9000",
    region: "x-1",
    retentionYears: 10,
    keepsEntries: true,
  });
});

test.each([
  "s3://hill-ledger",
  "https://hill-ledger?region=x",
  "s3://A?region=x",
  "s3://hill-ledger/../other?region=x&more=1",
  "s3://hill-ledger/a//b?region=x",
  "s3://hill-ledger?region=x&endpoint=http://s3.hill.example",
  "s3://hill-ledger?region=x&endpoint=https://user:word@s3.hill.example",
  "s3://hill-ledger?region=x&endpoint=https://s3.hill.example/bucket",
  "s3://hill-ledger?region=x&retention-years=0",
  "s3://hill-ledger?region=x&retention-years=101",
  "s3://hill-ledger?region=x&retention-years=7.5",
  "s3://hill-ledger?region=x&entries=maybe",
  "s3://hill-ledger?region=x&retention=7",
])("%s is none", (text) => expect(parseMirrorSetting(text)).toBeUndefined());
