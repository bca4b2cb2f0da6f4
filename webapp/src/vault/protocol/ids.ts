import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';

export type UserId = Brand<string, 'UserId'>;
export type ChannelId = Brand<string, 'ChannelId'>;
export type PostId = Brand<string, 'PostId'>;

/** protocol.md §1.4. */
export type ServerId = Brand<Bytes, 'ServerId'>;

/** Identity of one envelope, random. */
export type Uid = Brand<Bytes, 'Uid'>;

export const SERVER_ID_LENGTH = 16;
export const UID_LENGTH = 16;

const ID = /^[a-z0-9]{26}$/;

export function isId(text: string): boolean {
    return ID.test(text);
}

/** For ids that the page or the host hands in. @throws Failure `invariant` where it is none: the host's ids all are. */
export function toUserId(text: string): UserId {
    return checked(text) as UserId;
}

/** Like {@link toUserId}. */
export function toChannelId(text: string): ChannelId {
    return checked(text) as ChannelId;
}

/** Like {@link toUserId}. */
export function toPostId(text: string): PostId {
    return checked(text) as PostId;
}

/** For the id that the server half states. @throws Failure `cbor_malformed` */
export function toServerId(bytes: Bytes): ServerId {
    if (bytes.length !== SERVER_ID_LENGTH) {
        throw new Failure('cbor_malformed');
    }
    return bytes as ServerId;
}

function checked(text: string): string {
    if (!isId(text)) {
        throw new Failure('invariant');
    }
    return text;
}
