import { KeyringError, type Rotation, type RotationRequest } from "../../../custody/keyring/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { KeysRoutesPorts } from "./ports.ts";

type AskedRotation = Extract<RotationRequest, { readonly tenant: TenantId }>;

/** Rotations that this server works on behind their answers. */
export interface Rotations {
  /** @returns the rotation as it began, or as it stands where one of its kind was interrupted
   *  @throws KeyringError `keyring/rotation-under-way`: then nothing began */
  begin(request: AskedRotation): Promise<Rotation>;
  /** Breaks off; the server or another one goes on with it later. */
  close(): Promise<void>;
}

export function rotationsOf({ keys, onFailure }: Pick<KeysRoutesPorts, "keys" | "onFailure">): Rotations {
  const running = new Set<Promise<void>>();
  const busy = new Set<TenantId>();
  let closing = false;

  async function goOn(steps: AsyncGenerator<Rotation>): Promise<void> {
    try {
      for await (const _ of steps) if (closing) return;
    } catch (error) {
      onFailure(error);
    }
  }

  return {
    async begin(request) {
      const { tenant } = request;
      // Asking the database who is at it takes a connection each time.
      if (busy.has(tenant))
        throw new KeyringError("keyring/rotation-under-way", "keys of this organisation are being rotated already");
      busy.add(tenant);
      try {
        const steps = keys.rotate(request);
        const first = await steps.next();
        if (first.done === true) throw new Error("a rotation tells of its beginning");
        const work = goOn(steps).finally(() => {
          running.delete(work);
          busy.delete(tenant);
        });
        running.add(work);
        return first.value;
      } catch (error) {
        busy.delete(tenant);
        throw error;
      }
    },
    async close() {
      closing = true;
      keys.stop();
      await Promise.all(running);
    },
  };
}
