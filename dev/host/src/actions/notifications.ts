import type {Post} from '@mattermost/types/posts';
import {getChannel, getCurrentChannelId} from 'mattermost-redux/selectors/entities/channels';
import {getCurrentTeam} from 'mattermost-redux/selectors/entities/teams';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';
import {isSystemMessage} from 'mattermost-redux/utils/post_utils';

import {channelName} from '../channel_names';
import {history} from '../history';
import type {NotificationArgs, NotificationHook} from '../plugins/registrations';
import type {Thunk} from '../types';
import type {PostedProps} from './posted_props';

interface Shown {
    status: string;
    reason?: string;
}

function isMentioned(props: PostedProps, userId: string): boolean {
    return [props.mentions, props.followers].some((ids) => ids?.includes(userId));
}

/** Decides as the server told (mentions and followers), unless the channel is open and the window in front. */
export function notifyOfPost(post: Post, props: PostedProps): Thunk<Promise<Shown>> {
    return async (dispatch, getState) => {
        const state = getState();
        const userId = getCurrentUserId(state);
        const channel = getChannel(state, post.channel_id);
        if (post.user_id === userId) {
            return {status: 'not_sent', reason: 'own_post'};
        }
        if (isSystemMessage(post) || !isMentioned(props, userId) || !channel) {
            return {status: 'not_sent', reason: 'not_mentioned'};
        }
        if (getCurrentChannelId(state) === post.channel_id && document.hasFocus()) {
            return {status: 'not_sent', reason: 'window_is_focused'};
        }
        const args: NotificationArgs = {
            title: channel.type === 'D' ? 'Direct Message' : channelName(state, channel),
            body: `${props.sender_name}: ${post.message}`,
            silent: false,
            soundName: 'Bing',
            url: `/${getCurrentTeam(state)?.name ?? ''}/channels/${channel.name}`,
            notify: true,
        };
        const hooked = await dispatch(runHooks(post, props, args));
        if (!hooked?.notify) {
            return {status: 'not_sent', reason: 'desktop_notification_hook'};
        }
        return dispatch(
            sendDesktopNotificationToMe(hooked.title, hooked.body, channel.id, props.team_id, hooked.silent, hooked.soundName, hooked.url),
        );
    };
}

function runHooks(post: Post, props: PostedProps, args: NotificationArgs): Thunk<Promise<NotificationArgs | undefined>> {
    return async (_dispatch, getState) => {
        const state = getState();
        const channel = getChannel(state, post.channel_id);
        let next = args;
        for (const {hook} of state.plugins.components.DesktopNotificationHooks ?? []) {
            if (!hook || !channel) {
                continue;
            }
            const result = await (hook as NotificationHook)(post, {...props}, channel, props.team_id, next);
            if (result && (result.error || !result.args)) {
                return undefined;
            }
            next = result?.args ?? next;
        }
        return next;
    };
}

/** Also on `window.WebappUtils`, for plugins that notify more than the host would. */
export function sendDesktopNotificationToMe(
    title: string,
    body: string,
    _channelId: string,
    _teamId: string,
    silent: boolean,
    _soundName: string,
    url: string,
): Thunk<Promise<Shown>> {
    return async () => {
        if (!('Notification' in window)) {
            return {status: 'unsupported'};
        }
        if (Notification.permission !== 'granted' && (await Notification.requestPermission()) !== 'granted') {
            return {status: 'not_sent', reason: 'notifications_permission_denied'};
        }
        const icon = `${window.location.origin}/static/icon.svg`;
        const notification = new Notification(title, {body, tag: body, icon, requireInteraction: false, silent});
        notification.onclick = () => {
            window.focus();
            history.push(url);
        };
        return {status: 'success'};
    };
}
