const patienceMilliseconds = 5_000;
const longestAnswer = 64 * 1024;

/** Hands a request to a witness, as text. Rejects when no whole answer comes in time. */
export async function postToWitness(
  url: string,
  body: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { "content-type": "text/plain; charset=utf-8" },
    redirect: "error",
    signal: AbortSignal.timeout(patienceMilliseconds),
  }).catch((cause: unknown) => {
    throw new Error("it doesn't answer", { cause });
  });
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > longestAnswer) throw new Error("its answer is too long");
    parts.push(part);
  }
  return { status: answer.status, body: Buffer.concat(parts).toString("utf8") };
}
