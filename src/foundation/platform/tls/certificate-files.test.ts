import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readCertificate } from "./certificate-files.ts";
import { followFiles } from "./follow-files.ts";
import { selfSigned, validDays } from "./self-signed.ts";
import { keepTrialCertificate } from "./trial-certificate.ts";

const directory = mkdtempSync(join(tmpdir(), "wardbook-tls-"));
afterAll(() => rmSync(directory, { recursive: true }));
const now = Date.UTC(2026, 2, 7, 9);
const day = 86_400_000;
const files = { certificate: join(directory, "chain.pem"), key: join(directory, "key.pem") };

function put(pair: { readonly certificate: string; readonly key: string }): void {
  writeFileSync(files.certificate, pair.certificate);
  writeFileSync(files.key, pair.key);
}

test("what doesn't fit together, or holds no longer, is refused by name", async () => {
  const one = selfSigned(["a.example"], now);
  const other = selfSigned(["a.example"], now);
  await expect(readCertificate({ certificate: "/nowhere", key: "/nowhere" }, now)).rejects.toMatchObject({
    code: "tls/unreadable",
  });
  put({ certificate: one.certificate, key: other.key });
  await expect(readCertificate(files, now)).rejects.toMatchObject({ code: "tls/wrong-key" });
  put({ certificate: one.certificate, key: "nonsense" });
  await expect(readCertificate(files, now)).rejects.toMatchObject({ code: "tls/malformed" });
  put(one);
  await expect(readCertificate(files, now + (validDays + 1) * day)).rejects.toMatchObject({ code: "tls/expired" });
  expect(await readCertificate(files, now)).toEqual(one);
});

test("a new pair is taken up; a broken one is told once, and the old one stays", async () => {
  const first = selfSigned(["a.example"], now);
  put(first);
  const taken: string[] = [];
  const faults: unknown[] = [];
  const following = followFiles(first, {
    files,
    now: () => now,
    onChange: ({ certificate }) => taken.push(certificate),
    onFault: (error) => faults.push(error),
  });
  try {
    await following.look();
    expect(taken).toEqual([]);
    const second = selfSigned(["a.example"], now);
    writeFileSync(files.certificate, second.certificate);
    await following.look();
    await following.look();
    expect(faults).toHaveLength(1);
    put(second);
    await following.look();
    expect(taken).toEqual([second.certificate]);
  } finally {
    following.stop();
  }
});

test("a trial's certificate is kept until it is nearly over or for another name, readable by its owner only", async () => {
  const trial = { certificate: join(directory, "tls", "trial.pem"), key: join(directory, "tls", "trial-key.pem") };
  const made = await keepTrialCertificate(trial, ["localhost", "127.0.0.1"], now);
  expect(statSync(trial.key).mode & 0o777).toBe(0o600);
  expect(await keepTrialCertificate(trial, ["localhost"], now + day)).toEqual(made);
  expect(await keepTrialCertificate(trial, ["clinic.lan"], now + day)).not.toEqual(made);
  const later = await keepTrialCertificate(trial, ["clinic.lan"], now + (validDays - 29) * day);
  expect(later).not.toEqual(await keepTrialCertificate(trial, ["localhost"], now));
});
