/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {renderUi} from '../../../../tests/support/render_ui';
import type {PersonView} from '../props';
import {ChannelPanel} from './channel_panel';
import type {ChannelPanelProps} from './props';

function person(username: string, more: Partial<PersonView> = {}): PersonView {
    return {userId: username, username, displayName: username, key: 'ready', isYou: false, ...more};
}

function draw(people: readonly PersonView[], more: Partial<ChannelPanelProps> = {}) {
    const props: ChannelPanelProps = {
        channelName: 'Board',
        channelKind: 'private',
        channel: {kind: 'on', sequence: 1, changedBy: 'ann', changedAtMs: Date.UTC(2026, 2, 1, 14, 30)},
        changedByName: 'Ann',
        people: {kind: 'ready', value: people},
        own: {kind: 'active', generation: 0, recordHash: 'qxLNNA'},
        reminder: 'none',
        onCheckBackup: jest.fn(),
        onOpenDialog: jest.fn(),
        onVerify: jest.fn(),
        onAskAgain: jest.fn(),
        onRetry: jest.fn(),
        ...more,
    };
    renderUi(<ChannelPanel {...props} />);
    return props;
}

function standings(): Array<string | undefined> {
    return screen.getAllByTestId('e2ee-person').map(({dataset}) => `${dataset['person'] ?? ''} ${dataset['standing'] ?? ''}`);
}

it('says what the channel is, by whom and since when, and leads to where it is switched', () => {
    const {onOpenDialog} = draw([]);
    expect(screen.getByRole('heading', {name: 'This channel is encrypted'})).toBeTruthy();
    expect(screen.getByText(/^Switched on by/).textContent).toMatch(/^Switched on by Ann on Mar 1, 2026/);
    fireEvent.click(screen.getByRole('button', {name: 'Switch, and what is protected'}));
    expect(onOpenDialog).toHaveBeenCalledTimes(1);
});

it('gives each person a word for their key, those who need a look first', () => {
    draw([
        person('ann', {isYou: true}),
        person('vera', {isVerified: true}),
        person('nina', {isNew: true, isVerified: true}),
        person('carl', {key: 'changed'}),
        person('kim', {key: 'no_key'}),
        person('rene', {key: 'renamed'}),
        person('otto', {key: 'left_out'}),
    ]);
    expect(standings()).toEqual(['carl changed', 'kim no_key', 'nina new', 'otto left_out', 'rene renamed', 'ann ready', 'vera verified']);
    expect(screen.getByText('7 people, 1 verified; 1 has no key')).toBeTruthy();
});

it('leads to the safety number of whoever has a key', () => {
    const carl = person('carl', {key: 'changed'});
    const {onVerify} = draw([person('ann', {isYou: true}), person('kim', {key: 'no_key'}), carl]);
    const buttons = screen.getAllByRole('button', {name: /^Safety number with/});
    expect(buttons).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', {name: 'Safety number with carl'}));
    expect(onVerify).toHaveBeenCalledWith(carl);
});

it('offers no number to a browser without a key', () => {
    draw([person('vera')], {own: {kind: 'absent'}});
    expect(screen.queryByRole('button', {name: /Safety number/})).toBeNull();
});

it('lets a person who was left out be asked about again', () => {
    const otto = person('otto', {key: 'left_out'});
    const {onAskAgain} = draw([otto]);
    fireEvent.click(screen.getByRole('button', {name: 'Ask me again about otto'}));
    expect(onAskAgain).toHaveBeenCalledWith(otto);
});

it('has a search for long lists, by both names, and draws no more rows than can be read', () => {
    const many = Array.from({length: 300}, (_, index) => person(`user${index}`, {displayName: `Person ${index}`}));
    draw(many);
    expect(screen.getAllByTestId('e2ee-person')).toHaveLength(100);
    expect(screen.getByText('And 200 more: look for them by name.')).toBeTruthy();
    const field = screen.getByRole('searchbox', {name: 'Find people'});
    fireEvent.change(field, {target: {value: '@USER299'}});
    expect(standings()).toEqual(['user299 ready']);
    fireEvent.change(field, {target: {value: 'nobody'}});
    expect(screen.queryAllByTestId('e2ee-person')).toEqual([]);
    expect(screen.getByText('Nobody is called so.')).toBeTruthy();
});

it('has no search for a few', () => {
    draw([person('vera')]);
    expect(screen.queryByRole('searchbox')).toBeNull();
});

it.each(['unknown', 'off_unconfirmed', 'off'] as const)('%s has the title of its dialog', (kind) => {
    const channels = {
        unknown: {kind: 'unknown', code: 'offline'},
        off_unconfirmed: {kind: 'off_unconfirmed', sequence: 2, changedBy: 'eve', changedAtMs: 0},
        off: {kind: 'off'},
    } as const;
    draw([], {channel: channels[kind]});
    expect(screen.getAllByRole('heading')[0]?.textContent).toMatch(/known whether|switched off|isn't encrypted/);
});

it('tries again where the people can not be had', () => {
    const {onRetry} = draw([], {people: {kind: 'failed', failure: {code: 'members_unavailable'}}});
    fireEvent.click(screen.getByRole('button', {name: 'Try again'}));
    expect(onRetry).toHaveBeenCalledTimes(1);
});

it('reminds of a backup that was never checked, and leads there', () => {
    const {onCheckBackup} = draw([], {reminder: 'unchecked'});
    expect(screen.getByText(/never checked that your backup opens/).textContent).not.toContain('may drop');
    fireEvent.click(screen.getByRole('button', {name: 'Check my backup'}));
    expect(onCheckBackup).toHaveBeenCalledTimes(1);
});

it('says where this browser may drop the keys besides', () => {
    draw([], {reminder: 'droppable'});
    expect(screen.getByText(/never checked that your backup opens/).textContent).toContain('This browser may drop your keys');
});
