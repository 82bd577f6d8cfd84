/** What a command answers the shell. */
export const exitCode = {
  done: 0,
  /** It failed, or some of it was refused, or what it checked is broken. */
  failed: 1,
  /** The command line is wrong; nothing was done. */
  usage: 2,
} as const;
