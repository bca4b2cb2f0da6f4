import {Failure} from '../../lib/errors';
import type {Member} from '../api';
import {toUserId} from '../protocol/ids';

/**
 * Everybody but the sender. A list without the sender, or with somebody twice, isn't the channel's: nothing is sealed for it.
 *
 * @throws Failure `members_unavailable`
 */
export function othersOf(members: readonly Member[], own: string): readonly Member[] {
    const others = members.filter(({userId}) => userId !== own);
    const ids = new Set(members.map(({userId}) => toUserId(userId)));
    if (ids.size !== members.length || others.length === members.length) {
        throw new Failure('members_unavailable');
    }
    return others;
}
