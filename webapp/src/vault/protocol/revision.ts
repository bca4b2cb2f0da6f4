import {equalBytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {EnvelopeHeader, RevisionHash} from './header';

/** The newest revision of a post that this browser has seen. */
export interface SeenRevision {
    /** 0 for the post itself. */
    readonly revision: number;
    readonly hash: RevisionHash;
}

export function revisionOf(header: EnvelopeHeader): number {
    return header.type === 'edit' ? header.revision : 0;
}

/**
 * A revision beside the newest seen of the same post: what is to be remembered from now on (protocol.md §6).
 *
 * @throws Failure `revision_superseded` for an older one, or for another one of the same number
 */
export function requireNotSuperseded(found: SeenRevision, newest: SeenRevision | undefined): SeenRevision {
    if (newest === undefined || found.revision > newest.revision) {
        return found;
    }
    if (found.revision < newest.revision || !equalBytes(found.hash, newest.hash)) {
        throw new Failure('revision_superseded');
    }
    return newest;
}
