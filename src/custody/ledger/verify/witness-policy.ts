import { NoteError } from "./note-error.ts";
import { type NoteVerifier, parseVerifierKey, rawPublicKey } from "./note-key.ts";

/** Whose signatures make a checkpoint one to believe. Source: C2SP tlog-policy. */
export interface WitnessPolicy {
  /** Keys of kind "note"; whoever knows the log otherwise may leave them out. */
  readonly logs: readonly NoteVerifier[];
  readonly witnesses: readonly PolicyWitness[];
  readonly quorum: Quorum;
}

export interface PolicyWitness {
  /** What the policy calls it. */
  readonly name: string;
  readonly verifier: NoteVerifier;
  /** Where `add-checkpoint` is, without that word and without a slash at the end. */
  readonly url: string | undefined;
}

/** "none", a witness, or at least `needed` of some. */
export type Quorum =
  | { readonly kind: "none" }
  | { readonly kind: "witness"; readonly witness: PolicyWitness }
  | { readonly kind: "group"; readonly needed: number; readonly members: readonly Quorum[] };

/** No witness is asked, and none needed. */
export const noWitnesses: WitnessPolicy = { logs: [], witnesses: [], quorum: { kind: "none" } };

/** Whether those who cosigned suffice. */
export function isQuorum(quorum: Quorum, cosigned: ReadonlySet<NoteVerifier>): boolean {
  switch (quorum.kind) {
    case "none":
      return true;
    case "witness":
      return cosigned.has(quorum.witness.verifier);
    case "group":
      return quorum.members.filter((member) => isQuorum(member, cosigned)).length >= quorum.needed;
  }
}

// What C2SP tlog-policy allows: tab, newline, and everything from space on but DEL.
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Reads a policy file. @throws NoteError `ledger/malformed-policy` naming the line; CryptoError `crypto/weak-public-key` */
export function parseWitnessPolicy(text: string): WitnessPolicy {
  const logs: NoteVerifier[] = [];
  const witnesses: PolicyWitness[] = [];
  const named = new Map<string, Quorum>();
  const used = new Set<string>();
  let quorum: Quorum | undefined;
  if (forbidden.test(text)) throw new NoteError("ledger/malformed-policy", "a policy has no control characters");
  text.split("\n").forEach((line, index) => {
    const refuse = (why: string) => new NoteError("ledger/malformed-policy", `line ${index + 1}: ${why}`);
    const [word, ...rest] = line.split(/[ \t]+/).filter((part) => part !== "");
    if (word === undefined || word.startsWith("#")) return;
    const define = (name: string, meaning: Quorum) => {
      if (name === "none" || named.has(name)) throw refuse(`the name ${name} is taken`);
      named.set(name, meaning);
    };
    const known = (name: string) => {
      const found = named.get(name);
      if (found === undefined) throw refuse(`no witness or group before it is named ${name}`);
      return found;
    };
    switch (word) {
      case "log": {
        const [key, , ...more] = rest;
        const verifier = key === undefined ? undefined : keyOf(key, refuse);
        if (verifier?.kind !== "note" || more.length > 0) throw refuse("expected log KEY [URL]");
        if (logs.some((other) => rawPublicKey(other).equals(rawPublicKey(verifier))))
          throw refuse("this log's key stands there already");
        logs.push(verifier);
        return;
      }
      case "witness": {
        const [name, key, url, ...more] = rest;
        const verifier = key === undefined ? undefined : keyOf(key, refuse);
        if (name === undefined || verifier === undefined || verifier.kind === "note" || more.length > 0)
          throw refuse("expected witness NAME KEY [URL], with a key for cosignatures");
        if (witnesses.some((other) => rawPublicKey(other.verifier).equals(rawPublicKey(verifier))))
          throw refuse("this witness's key stands there already");
        if (url !== undefined && !/^https?:\/\/[^/]/.test(url)) throw refuse("a witness's URL begins with https://");
        const witness = { name, verifier, url: url?.replace(/\/+$/, "") };
        define(name, { kind: "witness", witness });
        witnesses.push(witness);
        return;
      }
      case "group": {
        const [name, threshold, ...members] = rest;
        const needed = threshold === "any" ? 1 : threshold === "all" ? members.length : decimal(threshold);
        if (name === undefined || needed === undefined || needed < 1 || needed > members.length)
          throw refuse("expected group NAME any|all|NUMBER NAME…, with a number that its members can reach");
        for (const member of members) {
          if (used.has(member)) throw refuse(`${member} is in a group already`);
          used.add(member);
        }
        define(name, { kind: "group", needed, members: members.map(known) });
        return;
      }
      case "quorum": {
        const [name, ...more] = rest;
        if (name === undefined || more.length > 0 || quorum !== undefined)
          throw refuse("expected one line, quorum NAME");
        quorum = name === "none" ? { kind: "none" } : known(name);
        return;
      }
      default:
        throw refuse(`${word} is no word of a policy`);
    }
  });
  if (quorum === undefined) throw new NoteError("ledger/malformed-policy", "a policy has a line quorum NAME");
  return { logs, witnesses, quorum };
}

function keyOf(text: string, refuse: (why: string) => NoteError): NoteVerifier {
  try {
    return parseVerifierKey(text);
  } catch (error) {
    if (error instanceof NoteError) throw refuse(error.message);
    throw error;
  }
}

function decimal(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;
}
