/** Where a copy of the public ledger is kept, in an object store whose objects are locked. */
export interface MirrorSetting {
  readonly bucket: string;
  /** Without a slash at either end; "" for none. */
  readonly prefix: string;
  readonly region: string;
  /** Absent: AWS's own address. */
  readonly endpoint: string | undefined;
  readonly retentionYears: number;
  /** Whether the sealed entries are kept there too, not only the public files. */
  readonly keepsEntries: boolean;
}

const here = new Set(["localhost", "127.0.0.1", "[::1]"]);
const known = new Set(["endpoint", "region", "retention-years", "entries"]);
const mostYears = 100;

/** Reads "s3://BUCKET/PREFIX?region=…[&endpoint=…][&retention-years=7][&entries=no]". */
export function parseMirrorSetting(text: string): MirrorSetting | undefined {
  const [, bucket, prefix = "", query = ""] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/((?:[A-Za-z0-9._-]+\/)*[A-Za-z0-9._-]+)?\/?)?(?:\?(.*))?$/.exec(
      text,
    ) ?? [];
  const parameters = new URLSearchParams(query);
  const region = parameters.get("region");
  const endpoint = parameters.get("endpoint") ?? undefined;
  const years = parameters.get("retention-years") ?? "7";
  const entries = parameters.get("entries") ?? "no";
  if (bucket === undefined || region === null || !/^[a-z0-9-]+$/.test(region)) return undefined;
  if ([...parameters.keys()].some((name) => !known.has(name))) return undefined;
  if (endpoint !== undefined && !isSafe(endpoint)) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(years) || Number(years) > mostYears) return undefined;
  if (entries !== "yes" && entries !== "no") return undefined;
  return { bucket, prefix, region, endpoint, retentionYears: Number(years), keepsEntries: entries === "yes" };
}

/** Credentials sign requests but aren't sent; still, nobody shall see how a ledger grows. */
function isSafe(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, username, pathname } = new URL(endpoint);
  if (username !== "" || pathname !== "/") return false;
  return protocol === "https:" || (protocol === "http:" && here.has(hostname));
}
