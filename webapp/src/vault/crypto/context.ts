import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';

/**
 * A `ctx(label, …)` of protocol.md §1.2: the only thing that is signed, or used as info or associated data. Made by
 * `protocol/context.ts` alone, so that nothing of variable length is ever concatenated by hand.
 */
export type Context = Brand<Bytes, 'Context'>;
