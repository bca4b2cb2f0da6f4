/**
 * The questions about a post that is held.
 *
 * @packageDocumentation
 */
import {useState} from 'react';

import {HeldDialog} from '../../ui';
import type {HeldPerson} from '../../ui';
import {arrivalsOf} from '../arrivals';
import type {Arrival} from '../arrivals';
import {channelTitle} from '../host/state';
import type {HostState} from '../host/state';
import type {OpenDialog, Page} from '../page';
import {SafetyNumberContainer} from './safety_number';
import {nameOf, useHost} from './use_page';

type HeldDialogOf<Kind extends OpenDialog['kind']> = Extract<OpenDialog, {kind: Kind}>;

export function HeldPeopleContainer({page, dialog}: {readonly page: Page; readonly dialog: HeldDialogOf<'held'>}) {
    const host = useHost((state) => state);

    // Above the question, which stays open: another dialog in its place would cancel the post.
    const [compared, setCompared] = useState<HeldPerson | undefined>(undefined);
    const arrivals = arrivalsOf(
        host,
        dialog.channelId,
        dialog.people.map(({userId}) => userId),
    );
    const people = dialog.people.map((state) => {
        const username = dialog.members.find(({userId}) => userId === state.userId)?.username ?? state.userId;
        const displayName = nameOf(host, state.userId) ?? username;
        return {state, username, displayName, arrival: arrivalView(arrivals.get(state.userId), host)};
    });
    return (
        <>
            <HeldDialog
                channelName={channelTitle(host, dialog.channelId)}
                reason={{kind: 'people', people}}
                mayLeaveOut={dialog.mayLeaveOut}
                onDecide={dialog.onAnswer}
                onCancel={() => dialog.onAnswer('cancel')}
                onVerify={setCompared}
            />
            {compared === undefined ? null : (
                <SafetyNumberContainer
                    page={page}
                    userId={compared.state.userId}
                    username={compared.username}
                    onClose={() => setCompared(undefined)}
                />
            )}
        </>
    );
}

function arrivalView(arrival: Arrival | undefined, host: HostState): HeldPerson['arrival'] {
    if (arrival === undefined) {
        return undefined;
    }
    const {atMs, addedBy} = arrival;
    return addedBy === undefined ? {kind: 'joined', atMs} : {kind: 'added', atMs, by: nameOf(host, addedBy)};
}

export function SizeContainer({dialog}: {readonly dialog: HeldDialogOf<'too_many'>}) {
    const name = useHost((state) => channelTitle(state, dialog.channelId));
    return (
        <HeldDialog
            channelName={name}
            reason={{kind: 'too_many', members: dialog.members, limit: dialog.limit}}
            mayLeaveOut={false}
            onDecide={dialog.onAnswer}
            onCancel={() => dialog.onAnswer('cancel')}
        />
    );
}
