import { PGlite } from '@electric-sql/pglite';

/** Protocol messages after which a client's request goes on: Parse, Bind, Describe, Execute, Close, Flush. */
const UNFINISHED = new Set(['P', 'B', 'D', 'E', 'C', 'H'].map((letter) => letter.charCodeAt(0)));

const SYNC = Uint8Array.of('S'.charCodeAt(0), 0, 0, 0, 4);

/**
 * PGlite for several connections. Behind them is one session with one unnamed statement, and the socket
 * server queues single messages: of two clients that waited for a third one's transaction, the second would
 * overwrite the statement of the first before its parameters are bound. The server lets nobody in during a
 * transaction, so a request that is under way counts as one.
 */
export class SharedPGlite extends PGlite {
  #underWay = false;

  override async execProtocolRawStream(
    message: Uint8Array,
    options: Parameters<PGlite['execProtocolRawStream']>[1],
  ): Promise<void> {
    this.#underWay = UNFINISHED.has(message[0] ?? 0);
    await super.execProtocolRawStream(message, options);
  }

  override isInTransaction(): boolean {
    return this.#underWay || super.isInTransaction();
  }

  /**
   * The socket server rolls back with this when a client is gone; one that left in mid-request is
   * synchronised first.
   */
  override async exec(...query: Parameters<PGlite['exec']>): ReturnType<PGlite['exec']> {
    if (this.#underWay) {
      this.#underWay = false;
      await this.execProtocolRaw(SYNC);
    }
    return super.exec(...query);
  }
}
