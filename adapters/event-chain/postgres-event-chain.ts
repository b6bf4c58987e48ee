import type { Pool } from 'pg';
import type { ChainBlock, ChainLink, EventChain } from '../../application/ports/event-chain.ts';
import { positionFrom } from '../../application/ports/event-store.ts';

/** A link is 40 bytes: its position as a big-endian 64-bit number, then the hash. */
const POSITION_BYTES = 8;
const LINK_BYTES = 40;

const encode = (links: readonly ChainLink[]): Buffer => {
  const bytes = Buffer.alloc(links.length * LINK_BYTES);
  for (const [index, { position, hash }] of links.entries()) {
    bytes.writeBigInt64BE(position, index * LINK_BYTES);
    bytes.write(hash, index * LINK_BYTES + POSITION_BYTES, 'hex');
  }
  return bytes;
};

const decode = (bytes: Buffer): readonly ChainLink[] =>
  Array.from({ length: Math.floor(bytes.length / LINK_BYTES) }, (_, index) => ({
    position: positionFrom(bytes.readBigInt64BE(index * LINK_BYTES)),
    hash: bytes.toString('hex', index * LINK_BYTES + POSITION_BYTES, (index + 1) * LINK_BYTES),
  }));

const lastLink = `substring(links from octet_length(links) - ${LINK_BYTES - 1}) as link`;

/** In the table of its log, which the migrations 007_integrity and 018_eventstoredb make: a row per block. */
export const createPostgresEventChain = (
  pool: Pool,
  table: 'event_chain' | 'eventstoredb_chain' = 'event_chain',
): EventChain => {
  const one = async (text: string, values: readonly unknown[]): Promise<ChainLink | null> => {
    const { rows } = await pool.query<{ link: Buffer }>(text, [...values]);
    return rows[0] === undefined ? null : (decode(rows[0].link)[0] ?? null);
  };
  return {
    head: () => one(`select ${lastLink} from public.${table} order by position desc limit 1`, []),
    checkpointBefore: (position) =>
      one(`select ${lastLink} from public.${table} where position < $1 order by position desc limit 1`, [
        position,
      ]),
    append: async ({ after, links }) => {
      const { rowCount } = await pool.query(
        `insert into public.${table} (after_position, position, links) values ($1, $2, $3)
         on conflict do nothing`,
        [after, links.at(-1)?.position ?? after, encode(links)],
      );
      return rowCount === 1;
    },
    read: async (after, limit) => {
      const { rows } = await pool.query<{ after_position: string; links: Buffer }>(
        `select after_position::text, links from public.${table} block
         where after_position >= $1 order by block.after_position limit $2`,
        [after, limit],
      );
      return rows.map(
        (row): ChainBlock => ({ after: positionFrom(row.after_position), links: decode(row.links) }),
      );
    },
  };
};
