/** One thing that must not be in the repository, with the reason. */
export interface Forbidden {
  readonly pattern: RegExp;
  readonly because: string;
}

// Written so that no line of this file fits its own patterns.
export const forbidden: readonly Forbidden[] = [
  {
    pattern: /(?<![\w.$}])\/(work|farm)\/(main|shared|in|\.library)\b/,
    because: "a path of one machine: write it relative to the repository's root",
  },
  {
    pattern: /(?<![\w.$}])\/(home|Users)\/(?!(wardbook|you|USER)\b)[a-z][\w-]*\//,
    because: "a path in somebody's home",
  },
  { pattern: /(?<![\w.$}])\/root\/[\w.]/, because: "a path in root's home" },
  { pattern: /\b[A-Z]:\\(Users|Documents)\\/, because: "a path of one machine" },
  {
    pattern: /registry\.(npmjs|yarnpkg|npmmirror)[.]|[/.]pkgs[.]dev\b|npm[.]pkg[.]github/,
    because: "the name of a package registry: whoever installs decides which one",
  },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, because: "a private key" },
  { pattern: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/, because: "an AWS access key" },
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{22,}/, because: "a GitHub token" },
  { pattern: /\bxox[abprs]-[0-9A-Za-z-]{10,}/, because: "a Slack token" },
  { pattern: /\b[rs]k_live_[0-9A-Za-z]{16,}/, because: "a payment provider's live key" },
  { pattern: /\bAIza[0-9A-Za-z_-]{35}\b/, because: "a Google API key" },
  {
    pattern: /\b(HIPAA|GDPR|HITECH|SOC ?2|ISO ?27001|PCI(?: DSS)?|CQC|FDA)[- ](compliant|certified|approved)\b/i,
    because: "software can't certify itself: say “evidence ready” or “designed to support”",
  },
];

/** Files that must not be committed, whatever they hold. */
export const forbiddenFiles: readonly Forbidden[] = [
  { pattern: /(^|\/)\.env(\.(?!example$).*)?$/, because: "a file of secrets" },
  { pattern: /\.(pem|p12|pfx|key|kdbx)$/, because: "a file of keys" },
  { pattern: /(^|\/)(\.data|node_modules|dist)\//, because: "made on each machine" },
];

/** Every forbidden thing in one file.
 *  @returns sentences such as `docs/a.md:3: a private key` */
export function findForbidden(path: string, text: string): string[] {
  const names = forbiddenFiles.filter(({ pattern }) => pattern.test(path)).map(({ because }) => `${path}: ${because}`);
  const lines = text
    .split("\n")
    .flatMap((line, index) =>
      forbidden.filter(({ pattern }) => pattern.test(line)).map(({ because }) => `${path}:${index + 1}: ${because}`),
    );
  return [...names, ...lines];
}
