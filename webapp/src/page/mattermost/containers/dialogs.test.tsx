/**
 * @jest-environment jsdom
 */
import {screen} from '@testing-library/react';
import {Provider} from 'react-redux';
import {legacy_createStore as createStore} from 'redux';

import {openDialogsInJsdom, renderUi} from '../../../../tests/support/render_ui';
import {DialogPlaces} from '../dialog_places';
import {Subject} from '../observable';
import type {OpenDialog, Page} from '../page';
import {Dialogs} from './dialogs';

beforeAll(openDialogsInJsdom);

const state = {
    entities: {
        general: {config: {}},
        preferences: {myPreferences: {}},
        users: {currentUserId: 'alice', profiles: {bob: {id: 'bob', username: 'bob-of-the-host', first_name: '', last_name: ''}}},
        posts: {posts: {}},
        channels: {channels: {channel: {id: 'channel', type: 'P', display_name: 'Sealed'}}},
    },
};

it('names people by the list that it was decided by, also those whom the host has never shown', () => {
    const dialog = new Subject<OpenDialog>({
        kind: 'held',
        channelId: 'channel',
        people: ['bob', 'nina'].map((userId) => ({kind: 'ready', userId, generation: 0, isNew: true, isVerified: false})),
        members: [
            {userId: 'bob', username: 'bob-of-the-list'},
            {userId: 'nina', username: 'nina-of-the-list'},
        ],
        mayLeaveOut: true,
        onAnswer: jest.fn(),
    });
    const page = {dialog, dialogPlaces: new DialogPlaces()} as unknown as Page;
    renderUi(
        <Provider store={createStore(() => state)}>
            <Dialogs page={page} />
        </Provider>,
    );
    const rows = screen.getAllByTestId('e2ee-person');
    expect(rows.map(({dataset}) => dataset['person'])).toEqual(['bob-of-the-list', 'nina-of-the-list']);
    expect(rows.map(({textContent}) => textContent)).toEqual(['bob-of-the-host @bob-of-the-list', 'nina-of-the-list']);
});
