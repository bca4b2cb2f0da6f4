/**
 * The post that carries an envelope (protocol.md §5.5): hostile data, which must agree with the signed header.
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import {FORBIDDEN_PROPS, SEALED_POST_TYPE} from '../../lib/sealed_post';
import type {EnvelopeHeader} from './header';
import type {ChannelId, PostId, UserId} from './ids';

/** Ids as the host has them: they are compared with what was signed, and prove nothing themselves. */
export interface Carrier {
    readonly type: string;
    readonly channelId: ChannelId | string;
    readonly userId: UserId | string;

    /** '' outside a thread. */
    readonly rootId: PostId | string;

    /** Names of the props beside the envelope. */
    readonly otherProps: readonly string[];
}

/**
 * @throws Failure `channel_mismatch`, `author_mismatch`, `thread_mismatch`, `type_mismatch` or `props_forbidden`, in the
 * order of protocol.md §5.6
 */
export function requireAgreement(header: EnvelopeHeader, carrier: Carrier): void {
    if (header.channelId !== carrier.channelId) {
        throw new Failure('channel_mismatch');
    }
    if (header.sender !== carrier.userId) {
        throw new Failure('author_mismatch');
    }
    if ((header.rootPostId ?? '') !== carrier.rootId) {
        throw new Failure('thread_mismatch');
    }
    if (carrier.type !== SEALED_POST_TYPE) {
        throw new Failure('type_mismatch');
    }
    if (carrier.otherProps.some((name) => FORBIDDEN_PROPS.includes(name))) {
        throw new Failure('props_forbidden');
    }
}
