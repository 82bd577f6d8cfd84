const fileAddress = /(?:^|\/)Binary\/([0-9a-f-]{36})(?:\/_history\/\d+)?$/;

/** Ids of the files (Binary) of this house that a record's attachments have the addresses of. */
export function filesNamedIn(resource: unknown): readonly string[] {
  if (Array.isArray(resource)) return resource.flatMap(filesNamedIn);
  if (typeof resource !== "object" || resource === null) return [];
  return Object.entries(resource).flatMap(([name, value]) => {
    if (typeof value !== "string") return filesNamedIn(value);
    const [, id] = (name === "url" && fileAddress.exec(value)) || [];
    return id === undefined ? [] : [id];
  });
}
