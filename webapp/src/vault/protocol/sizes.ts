import {Failure} from '../../lib/errors';

/** The first check of every structure that arrives whole (protocol.md §1.1). @throws Failure `too_large` */
export function requireAtMost(limit: number, size: number): void {
    if (size > limit) {
        throw new Failure('too_large');
    }
}
