/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {openDialogsInJsdom, pressEscape, renderUi} from '../../../../tests/support/render_ui';
import type {PersonState} from '../../../vault/api';
import {HeldDialog} from './held_dialog';
import type {HeldDialogProps, HeldPerson} from './props';

beforeAll(openDialogsInJsdom);

function held(username: string, state: PersonState, arrival?: HeldPerson['arrival']): HeldPerson {
    return {state, username, displayName: username.toUpperCase(), arrival};
}

const ARRIVED_AT = Date.UTC(2026, 2, 1, 14, 30);

const NEW = held(
    'nina',
    {kind: 'ready', userId: 'n', generation: 0, isNew: true, isVerified: false},
    {kind: 'added', atMs: ARRIVED_AT, by: 'Ann'},
);
const CHANGED = held('carl', {kind: 'changed', userId: 'c', how: 'reset', mayAccept: true, wasVerified: false});
const INVALID = held('ivan', {kind: 'changed', userId: 'i', how: 'invalid', mayAccept: false, wasVerified: false});
const RENAMED = held('rene', {kind: 'renamed', userId: 'r', pinnedUsername: 'rené', username: 'rene'});

function draw(reason: HeldDialogProps['reason'], mayLeaveOut = true) {
    const props: HeldDialogProps = {
        channelName: 'Board',
        reason,
        mayLeaveOut,
        onDecide: jest.fn(),
        onCancel: jest.fn(),
        onVerify: jest.fn(),
    };
    renderUi(<HeldDialog {...props} />);
    return props;
}

function buttons(): string[] {
    return screen.getAllByRole('button').map((button) => button.textContent || (button.getAttribute('aria-label') ?? ''));
}

test('somebody new: named, with since when, and the three ways on', () => {
    const props = draw({kind: 'people', people: [NEW]});
    expect(screen.getByTestId('e2ee-person').textContent).toMatch(/^NINA @nina.*added by Ann on Mar 1, 2026/);
    expect(buttons()).toEqual(['Close', 'Cancel', 'Send without them', 'Seal for them too']);

    fireEvent.click(screen.getByRole('button', {name: 'Seal for them too'}));
    expect(props.onDecide).toHaveBeenLastCalledWith('accept');
    fireEvent.click(screen.getByRole('button', {name: 'Send without them'}));
    expect(props.onDecide).toHaveBeenLastCalledWith('leave_out');
    fireEvent.click(screen.getByRole('button', {name: 'Cancel'}));
    expect(props.onCancel).toHaveBeenCalledTimes(1);
});

test('a changed key: what happened to it, what it may mean, and a button that says what it does', () => {
    draw({kind: 'people', people: [CHANGED]});
    expect(screen.getByTestId('e2ee-person').textContent).toContain('started over with a new key');
    expect(screen.getByText(/somebody else tries to read along/)).toBeTruthy();
    expect(screen.getByRole('button', {name: 'Accept the new key'}).className).not.toContain('primary');
});

test.each([
    ['reset', 'started over'],
    ['forked', 'another key'],
    ['rolled_back', 'an older key'],
    ['invalid', "doesn't prove"],
] as const)('a key that is %s has words of its own', (how, words) => {
    draw({kind: 'people', people: [held('carl', {kind: 'changed', userId: 'c', how, mayAccept: true, wasVerified: false})]});
    expect(screen.getByTestId('e2ee-person').textContent).toContain(words);
});

test('several people with different reasons come in one dialog, the gravest first', () => {
    draw({kind: 'people', people: [NEW, RENAMED, CHANGED]});
    expect(screen.getAllByRole('heading', {level: 3}).map((heading) => heading.textContent)).toEqual([
        'Their key changed',
        'Has another name than before',
        'New here: nothing was sealed for them before',
        'What you can do',
    ]);
    expect(screen.getByText('was @rené')).toBeTruthy();
    expect(screen.getByRole('button', {name: 'Accept all and send'})).toBeTruthy();
});

test('many people are all in sight: a hidden name is no consent', () => {
    const people = Array.from({length: 12}, (_, index) =>
        held(`n${index}`, {kind: 'ready', userId: `n${index}`, generation: 0, isNew: true, isVerified: false}),
    );
    draw({kind: 'people', people});
    expect(screen.getAllByTestId('e2ee-person')).toHaveLength(12);
    expect(document.querySelector('details')).toBeNull();
    expect(screen.getByRole('button', {name: 'Seal for all of them'})).toBeTruthy();
});

test('a key that nobody can accept: no button that could not work, and words for why', () => {
    draw({kind: 'people', people: [INVALID]});
    expect(buttons()).toEqual(['Close', 'Cancel', 'Send without them']);
    expect(screen.getByText(/^Nothing can be sealed for IVAN/)).toBeTruthy();
});

test('the same in a direct message leaves only the way back, and says so', () => {
    draw({kind: 'people', people: [INVALID]}, false);
    expect(buttons()).toEqual(['Close', 'Cancel']);
    expect(screen.getByText(/nothing can be sent here until then/)).toBeTruthy();
});

test('beside somebody who can be accepted, the button speaks of those only', () => {
    const props = draw({kind: 'people', people: [CHANGED, INVALID]});
    expect(screen.queryByRole('button', {name: /^Accept all|^Accept the new key/})).toBeNull();
    fireEvent.click(screen.getByRole('button', {name: 'Accept the others'}));
    expect(props.onDecide).toHaveBeenLastCalledWith('accept');
});

test('nobody is left out where nobody else would be left', () => {
    draw({kind: 'people', people: [CHANGED]}, false);
    expect(screen.queryByRole('button', {name: 'Send without them'})).toBeNull();
});

test('a reason that nobody can decide about leaves only the way back', () => {
    const props = draw({kind: 'failed', failure: {code: 'members_unavailable'}});
    expect(screen.getByRole('alert').textContent).toContain("The list of members isn't complete");
    expect(buttons()).toEqual(['Close', 'Close']);
    pressEscape(screen.getByRole('dialog'));
    expect(props.onCancel).toHaveBeenCalledTimes(1);
    expect(props.onDecide).not.toHaveBeenCalled();
});

test('Escape is cancel, never a decision', () => {
    const props = draw({kind: 'people', people: [NEW]});
    pressEscape(screen.getByRole('dialog'));
    expect(props.onCancel).toHaveBeenCalledTimes(1);
    expect(props.onDecide).not.toHaveBeenCalled();
});

test.each([
    [{kind: 'joined', atMs: ARRIVED_AT}, /joined on Mar 1, 2026/],
    [{kind: 'added', atMs: ARRIVED_AT, by: undefined}, /added by somebody on Mar 1, 2026/],
] as const)('somebody new, %o: how they came', (arrival, words) => {
    draw({kind: 'people', people: [held('nina', NEW.state, arrival)]});
    expect(screen.getByTestId('e2ee-person').textContent).toMatch(words);
});

test('a thousand new people are one sentence, with the list to open', () => {
    const people = Array.from({length: 1000}, (_, index) => held(`n${index}`, {...NEW.state, userId: `n${index}`}));
    draw({kind: 'people', people});
    expect(screen.getByText(/decide about/).textContent).toContain('1,000 people');
    expect(screen.queryAllByTestId('e2ee-person')).toEqual([]);
    fireEvent.click(screen.getByRole('button', {name: 'Show all 1,000'}));
    expect(screen.getAllByTestId('e2ee-person')).toHaveLength(1000);
});

test('however many are new, whoever has another key is in sight', () => {
    const people = Array.from({length: 1000}, (_, index) => held(`n${index}`, {...NEW.state, userId: `n${index}`}));
    draw({kind: 'people', people: [...people, CHANGED]});
    expect(screen.getAllByTestId('e2ee-person').map(({dataset}) => dataset['person'])).toEqual(['carl']);
});

test('each choice says what it does', () => {
    draw({kind: 'people', people: [CHANGED]});
    const choices = screen.getAllByRole('listitem').map((item) => item.textContent ?? '');
    expect(choices.filter((text) => /^(Accept the new key|Send without them|Cancel): /.test(text))).toHaveLength(3);
});

test('a changed key leads to the safety number; one that proves nothing, and somebody new, do not', () => {
    const props = draw({kind: 'people', people: [CHANGED, INVALID, NEW]});
    expect(screen.getAllByRole('button', {name: /^Safety number with/})).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', {name: 'Safety number with CARL'}));
    expect(props.onVerify).toHaveBeenCalledWith(CHANGED);
});

test('somebody who had been verified: said in their line, and what it means', () => {
    draw({kind: 'people', people: [held('vera', {kind: 'changed', userId: 'v', how: 'reset', mayAccept: true, wasVerified: true})]});
    expect(screen.getByTestId('e2ee-person').textContent).toContain('you had verified them');
    expect(screen.getByText(/compare again before you send/)).toBeTruthy();
});

test.each([
    ['reset', /compare safety numbers/],
    ['forked', /another history of keys/],
    ['rolled_back', /restored from a backup/],
    ['invalid', /signed by nobody who could/],
] as const)('%s: what it may mean', (how, words) => {
    draw({kind: 'people', people: [held('carl', {kind: 'changed', userId: 'c', how, mayAccept: true, wasVerified: false})]});
    expect(screen.getByText(words)).toBeTruthy();
});

test('a channel above the limit: both numbers, and the two ways on', () => {
    const props = draw({kind: 'too_many', members: 1200, limit: 1000}, false);
    expect(screen.getByText(/has 1,200 members/).textContent).toContain('up to 1,000');
    fireEvent.click(screen.getByRole('button', {name: 'Send all the same'}));
    expect(props.onDecide).toHaveBeenCalledWith('accept');
    fireEvent.click(screen.getByRole('button', {name: 'Cancel'}));
    expect(props.onCancel).toHaveBeenCalledTimes(1);
});
