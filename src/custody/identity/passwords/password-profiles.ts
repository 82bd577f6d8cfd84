import type { PasswordProfileName } from "../organisation/index.ts";

/** What a profile asks of a new password. */
export interface PasswordProfile {
  readonly title: string;
  /** Beside a second factor, which everybody here has. */
  readonly shortest: number;
  /** Where nothing stands beside it. */
  readonly shortestAlone: number;
  /** Upper case, lower case, digit, other. */
  readonly fourKinds: boolean;
  /** Days after which it must be changed; undefined: only when it is known to somebody else. */
  readonly changeAfterDays: number | undefined;
  /** How many former passwords may not come back. */
  readonly remembered: number;
}

/** The longest password of either profile: a bound on work, far above what anybody types. */
export const longestPassword = 256;

export const passwordProfiles: Readonly<Record<PasswordProfileName, PasswordProfile>> = {
  policy: {
    title: "Composition and rotation",
    shortest: 12,
    shortestAlone: 12,
    fourKinds: true,
    changeAfterDays: 90,
    remembered: 12,
  },
  "nist-800-63b-4": {
    title: "NIST SP 800-63B-4",
    shortest: 8,
    shortestAlone: 15,
    fourKinds: false,
    changeAfterDays: undefined,
    // Not asked for; the present one doesn't count as a new one.
    remembered: 1,
  },
};

/** One rule as the evidence page tells it. */
export interface ProfileRule {
  readonly id: string;
  readonly sentence: string;
  readonly source: string;
}

const nist = "NIST SP 800-63B-4";
const common: readonly ProfileRule[] = [
  {
    id: "common",
    sentence: "Common passwords are refused, in ordinary decoration too, without asking anybody over the network.",
    source: `${nist} §3.1.1.2; OWASP ASVS 5.0 V6.2.4`,
  },
  {
    id: "own-data",
    sentence:
      "The person's names, user name, job title and mail address, and the organisation's name, are refused inside it.",
    source: `${nist} §3.1.1.2; OWASP ASVS 5.0 V6.2.11`,
  },
  {
    id: "whole",
    sentence: `It counts as typed, whole, in any script, up to ${longestPassword} characters; pasting is welcome.`,
    source: `${nist} §3.1.1.2; OWASP ASVS 5.0 V6.2.7-9`,
  },
  {
    id: "hash",
    sentence: "It is kept as argon2id (64 MiB, 2 passes), sealed; the hash is renewed at a sign-in when these rise.",
    source: `${nist} §3.1.1.2; OWASP ASVS 5.0 V11.4.2`,
  },
];

export const profileRules: Readonly<Record<PasswordProfileName, readonly ProfileRule[]>> = {
  policy: [
    { id: "length", sentence: "At least 12 characters.", source: "Policy promise AU-2" },
    {
      id: "composition",
      sentence: "An upper-case letter, a lower-case letter, a digit and another character.",
      source: "Policy promise AU-2",
    },
    { id: "rotation", sentence: "It must be changed every 90 days.", source: "Policy promise AU-2" },
    { id: "history", sentence: "None of the last 12 may come back.", source: "Policy promise AU-2" },
    ...common,
  ],
  "nist-800-63b-4": [
    {
      id: "length",
      sentence:
        "At least 15 characters where it stands alone, at least 8 beside a second factor; here everybody has one.",
      source: `${nist} §3.1.1.2`,
    },
    { id: "composition", sentence: "No kind of character is asked for.", source: `${nist} §3.1.1.2` },
    {
      id: "rotation",
      sentence: "It stays until somebody else may know it; then an administrator starts a recovery.",
      source: `${nist} §3.1.1.2`,
    },
    ...common,
  ],
};

/** Where the profiles contradict each other: no password rule can keep both. */
export interface ProfileDisagreement {
  readonly about: string;
  readonly policy: string;
  readonly nist: string;
  readonly consequence: string;
}

export const profileDisagreements: readonly ProfileDisagreement[] = [
  {
    about: "Kinds of characters",
    policy: "Four kinds are required.",
    nist: "Verifiers shall not impose composition rules.",
    consequence:
      "Under “policy” OWASP ASVS 5.0 V6.2.5 and NIST SP 800-63B-4 are not met; under “nist-800-63b-4” AU-2's composition is not.",
  },
  {
    about: "Periodic change",
    policy: "Every 90 days.",
    nist: "Verifiers shall not require periodic change, only after evidence of compromise.",
    consequence: "Under “policy” OWASP ASVS 5.0 V6.2.10 is not met; under “nist-800-63b-4” AU-2's 90 days are not.",
  },
  {
    about: "Shortest length",
    policy: "12 characters.",
    nist: "15 alone, 8 beside a second factor.",
    consequence:
      "A password of 8 to 11 characters is good under “nist-800-63b-4” only; one of 12 to 14 would be too short there if it stood alone, which it never does here.",
  },
  {
    about: "Former passwords",
    policy: "None of the last 12.",
    nist: "Says nothing of former passwords.",
    consequence: "Going over to “policy” counts the passwords that were used under it, not those of before.",
  },
];
