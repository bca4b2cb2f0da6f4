import type {UserProfile} from '@mattermost/types/users';
import {autocompleteChannels} from 'mattermost-redux/actions/channels';
import {autocompleteUsers} from 'mattermost-redux/actions/users';
import {Client4} from 'mattermost-redux/client';
import {getCurrentTeamId} from 'mattermost-redux/selectors/entities/teams';

import type {Thunk} from '../../types';

export interface Suggestion {
    term: string;
    hint?: string;
    testId?: string;

    /** Not a completion: sends what stands in the box. */
    executes?: boolean;
}

export interface SuggestionContext {
    channelId: string;
    rootId: string;
}

/** One kind of autocomplete: what of the text before the caret it takes, and what it asks the server. */
export interface SuggestionSource {
    match: (pretext: string) => string | undefined;
    ask: (query: string, context: SuggestionContext) => Thunk<Promise<Suggestion[]>>;

    /** Once a query has brought nothing, longer ones are not asked. */
    stopsAtNothing: boolean;
}

const slash: SuggestionSource = {
    match: (pretext) => (pretext.startsWith('/') ? withLowerCaseName(pretext) : undefined),
    stopsAtNothing: false,
    ask:
        (query, {channelId, rootId}) =>
        async (_dispatch, getState) => {
            const teamId = getCurrentTeamId(getState());
            const args = {team_id: teamId, channel_id: channelId, root_id: rootId};
            const found = await Client4.getCommandAutocompleteSuggestionsList(query, teamId, args);
            const completions = found.map(({Complete, Hint}) => ({term: `/${Complete}`, hint: Hint}));
            const takesMore = found.length > 0 && (query.endsWith(' ') || found.some(({Suggestion: text}) => text === ''));
            return takesMore ? [{term: '/Execute Current Command', executes: true}, ...completions] : completions;
        },
};

const mention: SuggestionSource = {
    match: (pretext) => /(?:^|\W)@([\p{L}\d\-_. ]*)$/iu.exec(pretext.toLowerCase())?.[1],
    stopsAtNothing: true,
    ask:
        (query, {channelId}) =>
        async (dispatch, getState) => {
            const {data} = await dispatch(autocompleteUsers(query, getCurrentTeamId(getState()), channelId));
            const users = (data?.users ?? []).filter((user) => answersTo(user, query));
            return users.map(({username}) => ({term: `@${username}`, testId: `mentionSuggestion_${username}`}));
        },
};

const channel: SuggestionSource = {
    match: (pretext) => /\B~([^~\r\n]*)$/i.exec(pretext.toLowerCase())?.[1],
    stopsAtNothing: true,
    ask: (query) => async (dispatch, getState) => {
        const {data} = await dispatch(autocompleteChannels(getCurrentTeamId(getState()), query));
        return (data ?? []).map(({name}) => ({term: `~${name}`}));
    },
};

/** The server ignores spaces at the end; here they are part of the name that is typed. */
function answersTo({username, first_name: first, last_name: last, nickname}: UserProfile, query: string): boolean {
    return [username, first, last, `${first} ${last}`, nickname].some((name) => name.toLowerCase().startsWith(query));
}

function withLowerCaseName(line: string): string {
    const space = line.indexOf(' ');
    return space === -1 ? line.toLowerCase() : line.slice(0, space).toLowerCase() + line.slice(space);
}

export const suggestionSources = [slash, mention, channel] as const;
