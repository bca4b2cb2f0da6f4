/**
 * The one place in the host's page where our dialogs are drawn.
 *
 * @packageDocumentation
 */
import {useCallback, useEffect} from 'react';

import type {UnacknowledgedText} from '../../ui';
import {UnacknowledgedTexts} from '../../ui';
import {copyText} from '../host/browser';
import {channelTitle} from '../host/state';
import {useObservable} from '../observable';
import type {OpenDialog, Page} from '../page';
import type {ReturnedText} from '../returned_texts';
import {BackupDialogContainer} from './backup_dialog';
import {ChannelDialogContainer} from './channel_dialog';
import {HeldPeopleContainer, SizeContainer} from './held_dialog';
import {SafetyNumberContainer} from './safety_number';
import {SetUpDialogContainer} from './set_up_dialog';
import {useHost} from './use_page';

export function Dialogs({page}: {readonly page: Page}) {
    const dialog = useObservable(page.dialog);
    const close = useCallback(() => page.dialog.set({kind: 'none'}), [page]);
    useEffect(() => page.dialogPlaces.open(), [page]);
    switch (dialog.kind) {
        case 'none':
            return <ReturnedTexts page={page} />;
        case 'channel':
            return <ChannelDialogContainer key={dialog.channelId} page={page} channelId={dialog.channelId} />;
        case 'set_up':
            return <SetUpDialogContainer page={page} wish={dialog.wish} onClose={close} />;
        case 'backup':
            return <BackupDialogContainer key={dialog.task ?? 'overview'} page={page} task={dialog.task} onClose={close} />;
        case 'safety_number':
            return <OpenSafetyNumber key={dialog.userId} page={page} dialog={dialog} />;
        case 'held':
            return <HeldPeopleContainer page={page} dialog={dialog} />;
        case 'too_many':
            return <SizeContainer dialog={dialog} />;
    }
}

function OpenSafetyNumber({page, dialog}: {readonly page: Page; readonly dialog: Extract<OpenDialog, {kind: 'safety_number'}>}) {
    const {userId, username} = dialog;
    return <SafetyNumberContainer page={page} userId={userId} username={username} onClose={() => page.dialog.set({kind: 'none'})} />;
}

function ReturnedTexts({page}: {readonly page: Page}) {
    const returned = useObservable(page.returned.texts);
    return returned.length === 0 ? null : <ReturnedTextsDialog page={page} returned={returned} />;
}

function ReturnedTextsDialog({page, returned}: {readonly page: Page; readonly returned: readonly ReturnedText[]}) {
    const host = useHost((state) => state);
    const find = ({uid}: UnacknowledgedText) => returned.find((text) => text.uid === uid);
    return (
        <UnacknowledgedTexts
            texts={returned.map(({uid, channelId, text}) => ({uid, text, channelName: channelTitle(host, channelId)}))}
            onCopy={({text}) => copyText(text)}
            onPutBack={(text) => {
                const found = find(text);
                if (found !== undefined) {
                    page.returned.putBack(found);
                }
            }}
            onDiscard={({uid}) => page.returned.discard(uid)}
            onClose={() => page.returned.discardAll()}
        />
    );
}
