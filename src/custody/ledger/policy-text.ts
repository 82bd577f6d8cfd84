import type { TenantKeys } from "../keyring/index.ts";
import { verifierKeys } from "./log-identity.ts";
import { type WitnessPolicy, formatVerifierKey } from "./verify/index.ts";

/** For whoever comes by: the log's keys, and whose cosignatures this server waits for. Source: C2SP tlog-policy. */
export function policyText(
  keys: Pick<TenantKeys, "signing" | "signers" | "vault">,
  { witnesses, quorum }: WitnessPolicy,
): string {
  const { own, second } = verifierKeys(keys);
  const lines = [
    "# Who signs this ledger's checkpoints. Compare the keys with a copy that came another way.",
    ...own.map((key) => `log ${key}`),
    "# The ledger's own second signature (ML-DSA-44).",
    `witness this-ledger-ml-dsa-44 ${second}`,
    ...witnesses.map(({ name, verifier }) => `witness ${name} ${formatVerifierKey(verifier)}`),
  ];
  const groups: string[] = [];
  const nameOf = (part: WitnessPolicy["quorum"]): string => {
    if (part.kind === "none") return "none";
    if (part.kind === "witness") return part.witness.name;
    const members = part.members.map(nameOf);
    const name = `group-${groups.length + 1}`;
    groups.push(`group ${name} ${part.needed} ${members.join(" ")}`);
    return name;
  };
  const needed = nameOf(quorum);
  return `${[...lines, ...groups, `quorum ${needed}`].join("\n")}\n`;
}
