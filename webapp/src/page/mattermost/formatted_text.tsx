/**
 * Opened text in Mattermost's own formatting, with nothing in it that tells somebody else about it:
 * pictures of other servers wait for a click, links get no tooltips of other plugins, unknown names are not looked up.
 *
 * @packageDocumentation
 */
import type {ReactNode} from 'react';

import {hostExports, siteUrl} from './host/exports';
import {currentUserId, userOf} from './host/state';
import type {HostState} from './host/state';
import {withoutPictures} from './without_pictures';

/** The text as it would be drawn anywhere else in Mattermost; as plain text where the host can't format it. */
export function formatted(text: string, post: {readonly id: string; readonly channel_id: string}, state: HostState): ReactNode {
    const host = hostExports().PostUtils;
    if (host === undefined) {
        return text;
    }
    try {
        const html = host.formatText(text, {
            atMentions: true,
            mentionHighlight: true,
            mentionKeys: mentionKeys(state),
            channelNamesMap: channelNames(state),
            team: state.entities.teams.teams[state.entities.teams.currentTeamId],
            siteURL: siteUrl(),
        });
        const drawn = host.messageHtmlToComponent(html, {
            channelId: post.channel_id,
            postId: post.id,
            mentions: true,
            mentionHighlight: true,
            images: false,
            latex: false,
            inlinelatex: false,
            fetchMissingUsers: false,
        });
        return withoutPictures(drawn);
    } catch {
        // The formatter gives up on texts with very many marks; the text itself is still there.
        return text;
    }
}

function mentionKeys(state: HostState): ReadonlyArray<{readonly key: string; readonly caseSensitive?: boolean}> {
    const user = userOf(state, currentUserId(state));
    if (user === undefined) {
        return [];
    }
    const own = (user.notify_props?.mention_keys ?? '').split(',').filter((key) => key !== '');
    return [...new Set([`@${user.username}`, '@channel', '@all', '@here', ...own])].map((key) => ({key}));
}

/** Only channels of the team in view, as the host's own selector has it. */
function channelNames(state: HostState): Readonly<Record<string, unknown>> {
    const {channels, channelsInTeam} = state.entities.channels;
    const ids = channelsInTeam[state.entities.teams.currentTeamId] ?? new Set<string>();
    const names: Record<string, unknown> = {};
    for (const id of ids) {
        const channel = channels[id];
        if (channel !== undefined) {
            names[channel.name] = channel;
        }
    }
    return names;
}
