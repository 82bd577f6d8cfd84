import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface SignedRequest {
  readonly method: string;
  /** With its query, as it was asked for. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();
export const sha256Hex = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");

/** Whether a request carries an AWS Signature Version 4 for a service that fits, from the specification. */
export function isSigned({ method, path, headers, body }: SignedRequest, wanted: string, secret: string): boolean {
  const [, credential, names, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const [, date = "", region = "", service = "", end = ""] = credential?.split("/") ?? [];
  if (names === undefined || signature === undefined || end !== "aws4_request" || service !== wanted) return false;
  const [pathname = "", query = ""] = path.split("?", 2);
  const canonicalQuery = query
    .split("&")
    .map((part) => (part === "" || part.includes("=") ? part : `${part}=`))
    .sort()
    .join("&");
  const canonicalHeaders = names
    .split(";")
    .map((name) => `${name}:${String(headers[name]).trim().replace(/\s+/g, " ")}\n`)
    .join("");
  const canonical = [method, pathname, canonicalQuery, canonicalHeaders, names, sha256Hex(body)].join("\n");
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256Hex(canonical)].join("\n");
  const key = [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${secret}`, date));
  return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, "hex"));
}
