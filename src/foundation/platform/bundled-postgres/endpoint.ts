import { connect } from "node:net";
import { join } from "node:path";
import type { Secret } from "../../kernel/index.ts";
import type { ConnectionSettings } from "../database/index.ts";
import { ownerName } from "./initialise.ts";
import type { Layout } from "./layout.ts";

const databaseName = "wardbook";
const port = 5432;

/** How the cluster's owner connects, through the socket of the data directory. */
export function ownerConnection(layout: Layout, password: Secret<string>): ConnectionSettings {
  return { host: layout.socketDirectory, port, user: ownerName, password, database: databaseName };
}

/** Whether a PostgreSQL answers on the socket of this data directory. */
export function isServed(layout: Layout): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(layout.socketDirectory, `.s.PGSQL.${port}`));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
