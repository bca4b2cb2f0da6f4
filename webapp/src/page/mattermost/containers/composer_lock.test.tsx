/**
 * @jest-environment jsdom
 */
import {fireEvent, screen} from '@testing-library/react';
import {Provider} from 'react-redux';
import {legacy_createStore as createStore} from 'redux';

import {renderUi} from '../../../../tests/support/render_ui';
import type {ChannelState} from '../../../vault/api';
import {Subject} from '../observable';
import type {OpenDialog, Page} from '../page';
import {ComposerLockContainer} from './composer_lock';

const host = {entities: {users: {currentUserId: 'alice', profiles: {}}}};

const ON: ChannelState = {kind: 'on', sequence: 1, changedBy: 'alice', changedAtMs: 1};

function draw(rootId: string) {
    const dialog = new Subject<OpenDialog>({kind: 'none'});
    const openPanel = jest.fn();
    const view = {
        kind: 'ready',
        isFirstUse: false,
        departed: [],
        people: [{user: {id: 'alice', username: 'alice', delete_at: 0}, state: {kind: 'ready', userId: 'alice', generation: 0}}],
    };
    const store = createStore(() => host);
    const page = {
        store,
        dialog,
        sidePanel: {open: openPanel},
        account: {own: new Subject({kind: 'active', generation: 0, recordHash: 'h'})},
        states: {subscribe: () => () => undefined, get: () => ON},
        people: {subscribe: () => () => undefined, view: () => view, want: () => Promise.resolve(view)},
        returned: {setback: new Subject(undefined), forgetSetback: () => undefined},
    } as unknown as Page;
    renderUi(
        <Provider store={store}>
            <ComposerLockContainer page={page} draft={{channelId: 'channel', rootId, message: ''}} />
        </Provider>,
    );
    fireEvent.click(screen.getByRole('button', {name: 'Details'}));
    return {dialog, openPanel};
}

test('before a word is typed it says for whom, and leads to the panel', () => {
    const {dialog, openPanel} = draw('');
    expect(screen.getByTestId('e2ee-composer-notice').title).toBe('Sealed for you only');
    expect(openPanel).toHaveBeenCalledTimes(1);
    expect(dialog.get()).toEqual({kind: 'none'});
});

test('beside a thread, whose place the panel would take, it leads to the dialog', () => {
    const {dialog, openPanel} = draw('root');
    expect(openPanel).not.toHaveBeenCalled();
    expect(dialog.get()).toEqual({kind: 'channel', channelId: 'channel'});
});
