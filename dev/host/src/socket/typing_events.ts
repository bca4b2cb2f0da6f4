import {WebSocketTypes} from 'mattermost-redux/action_types';
import {getMissingProfilesByIds} from 'mattermost-redux/actions/users';
import {getConfig} from 'mattermost-redux/selectors/entities/general';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';

import {store} from '../host_store';

/** Shows "… is typing" for as long as the server's setting says. */
export function showTyping(channelId: string, data: Record<string, unknown>): void {
    const userId = data.user_id as string;
    if (userId === getCurrentUserId(store.getState())) {
        return;
    }
    const typing = {id: channelId + (data.parent_id as string), userId, now: Date.now()};
    store.dispatch({type: WebSocketTypes.TYPING, data: typing});
    void store.dispatch(getMissingProfilesByIds([userId]));
    const shownMs = Number(getConfig(store.getState()).TimeBetweenUserTypingUpdatesMilliseconds);
    setTimeout(() => store.dispatch({type: WebSocketTypes.STOPPED_TYPING, data: typing}), shownMs);
}
