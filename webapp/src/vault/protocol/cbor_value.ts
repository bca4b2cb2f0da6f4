import type {Bytes} from '../../lib/bytes';

/** What our structures are made of. Maps have unsigned integer keys only. */
export type CborValue = number | string | Bytes | readonly CborValue[] | ReadonlyMap<number, CborValue>;
