/**
 * Hooks by which containers look at the page's objects and the host's store.
 *
 * @packageDocumentation
 */
import {useCallback, useEffect, useSyncExternalStore} from 'react';
import {useSelector} from 'react-redux';

import type {ChannelState, OwnState, PersonState} from '../../../vault/api';
import type {Loadable, PersonView, Recipients} from '../../ui';
import type {ChannelPerson, PeopleView} from '../channel_people';
import {channelKind, channelOf, channelTitle, currentUserId, displayNameOf, userOf} from '../host/state';
import type {HostState} from '../host/state';
import {useObservable} from '../observable';
import type {Page} from '../page';

export function useHost<Value>(select: (state: HostState) => Value): Value {
    return useSelector(select);
}

export function useChannelState(page: Page, channelId: string): ChannelState {
    return useSyncExternalStore(
        page.states.subscribe,
        useCallback(() => page.states.get(channelId), [page, channelId]),
    );
}

export function useOwn(page: Page): OwnState {
    return useObservable(page.account.own);
}

/** What dialog and panel of a channel both show of it. */
export function useShownChannel(page: Page, channelId: string) {
    const channel = useChannelState(page, channelId);
    const changedBy = channel.kind === 'on' || channel.kind === 'off_unconfirmed' ? channel.changedBy : undefined;
    return {
        channel,
        channelName: useHost((state) => channelTitle(state, channelId)),
        channelKind: useHost((state) => channelKind(channelOf(state, channelId))),
        changedByName: useHost((state) => (changedBy === undefined ? undefined : nameOf(state, changedBy))),
        people: usePeopleViews(page, channelId),
    };
}

/** The people of a channel; asked for as long as `isWanted`. */
export function usePeople(page: Page, channelId: string, isWanted: boolean): PeopleView {
    useEffect(() => {
        if (isWanted) {
            void page.people.want(channelId);
        }
    }, [page, channelId, isWanted]);
    return useSyncExternalStore(
        page.people.subscribe,
        useCallback(() => page.people.view(channelId), [page, channelId]),
    );
}

/** All people of a channel, as lists of them are drawn. */
export function usePeopleViews(page: Page, channelId: string): Loadable<readonly PersonView[]> {
    const view = usePeople(page, channelId, true);
    const host = useHost((state) => state);
    switch (view.kind) {
        case 'loading':
            return view;
        case 'failed':
            return {kind: 'failed', failure: {code: view.code}};
        case 'ready':
            return {kind: 'ready', value: view.people.map((person) => personView(person, host))};
    }
}

export function personView({user, state}: ChannelPerson, host: HostState): PersonView {
    const profile = userOf(host, user.id);
    return {
        userId: user.id,
        username: user.username,
        displayName: profile === undefined ? user.username : displayNameOf(host, profile),
        key: state.kind,
        isVerified: state.kind === 'ready' && state.isVerified,
        isNew: state.kind === 'ready' && state.isNew,
        isYou: user.id === currentUserId(host),
        isGuest: (user.roles ?? '').split(' ').includes('system_guest'),
        isRemote: (user.remote_id ?? '') !== '',
    };
}

export function recipientsOf(view: PeopleView, host: HostState): Recipients | undefined {
    if (view.kind !== 'ready') {
        return undefined;
    }
    const viewsOf = (people: readonly ChannelPerson[]): PersonView[] => people.map((person) => personView(person, host));
    const withoutKey = view.people.filter(({state}) => state.kind === 'no_key');
    const undecided = view.people.filter(({state}) => needsDecision(state));
    const leftOut = view.people.filter(({state}) => state.kind === 'left_out');
    const people = viewsOf(view.people);
    return {
        sealedFor: people.length - withoutKey.length - undecided.length - leftOut.length,
        withoutKey: viewsOf(withoutKey),
        leftOut: viewsOf(leftOut),
        undecided: viewsOf(undecided),
        departed: view.departed.map(({username}) => username),
        firstMet: view.isFirstUse ? people.filter(({key, isYou}) => key === 'ready' && !isYou) : [],
    };
}

/** Nothing is sealed for such a person before the member has decided about them (docs/people.md §4). */
function needsDecision(state: PersonState): boolean {
    return state.kind === 'changed' || state.kind === 'renamed' || (state.kind === 'ready' && state.isNew);
}

/** Name of a person as the host writes it; undefined where the host doesn't know them (yet). */
export function nameOf(host: HostState, userId: string): string | undefined {
    const profile = userOf(host, userId);
    return profile === undefined ? undefined : displayNameOf(host, profile);
}
