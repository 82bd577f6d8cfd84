const shortestThatAnyProfileTakes = 8;

let listed: Promise<ReadonlySet<string>> | undefined;

/** Passwords that breaches showed to be the commonest, in lower case: those of 8 characters and more, some 18,000. They are read when
 *  somebody chooses a password for the first time. Source: the frequency list of zxcvbn. */
export function listedPasswords(): Promise<ReadonlySet<string>> {
  return (listed ??= read());
}

async function read(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const long = dictionary["passwords-common"].filter((word) => word.length >= shortestThatAnyProfileTakes);
  return new Set(long.map((word) => word.toLowerCase()));
}
