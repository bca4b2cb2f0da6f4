/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {clickAndSettle, openDialogsInJsdom, renderUi} from '../../../../tests/support/render_ui';
import type {PersonView, Recipients, UnacknowledgedText} from '../props';
import {ComposerLock} from './composer_lock';
import {ComposerNotice} from './composer_notice';
import {UnacknowledgedTexts} from './unacknowledged_texts';

beforeAll(openDialogsInJsdom);

function keyless(...names: string[]): PersonView[] {
    return names.map((name) => ({userId: name, username: name, displayName: name, key: 'no_key', isYou: false}));
}

function withKey(...names: string[]): PersonView[] {
    return keyless(...names).map((person) => ({...person, key: 'ready'}));
}

function to(sealedFor: number, others: Partial<Recipients> = {}): Recipients {
    return {sealedFor, withoutKey: [], leftOut: [], undecided: [], departed: [], ...others};
}

function ignore(): void {
    // Nothing listens in this test.
}

describe('the lock in the toolbar', () => {
    test('is a button named by state and recipients', () => {
        const onClick = jest.fn();
        renderUi(<ComposerLock own="active" state="on" recipients={to(12, {withoutKey: keyless('bob')})} onClick={onClick} />);
        const button = screen.getByRole('button', {name: 'Encryption: Encrypted. Sealed for 12 people; 1 has no key'});
        expect(button.title).toBe(button.getAttribute('aria-label'));
        fireEvent.click(button);
        expect(onClick).toHaveBeenCalledTimes(1);
    });

    test.each([
        ['off', 'Encryption: Not encrypted'],
        ['unknown', /^Encryption: Not known/],
        ['off_unconfirmed', /^Encryption: Encryption was switched off/],
    ] as const)('%s is named without recipients', (state, name) => {
        renderUi(<ComposerLock own="active" state={state} recipients={to(12)} onClick={ignore} />);
        expect(screen.getByRole('button', {name}).getAttribute('aria-label')).not.toContain('Sealed for');
    });

    test.each([
        ['somebody waits for a decision', 'active', to(2, {undecided: withKey('dan')}), 'Sealed for 2 people; 1 waits for your decision'],
        ['this browser has no keys', 'elsewhere', to(2), 'To write here, restore your keys.'],
    ] as const)('has a dot, and says why, where %s', (_, own, recipients, why) => {
        const {container} = renderUi(<ComposerLock state="on" own={own} recipients={recipients} onClick={ignore} />);
        expect(screen.getByRole('button', {name: `Encryption: Encrypted. ${why}`})).toBeTruthy();
        expect(container.querySelector('.e2ee-composer-lock__dot')).not.toBeNull();
    });

    test('has no dot where everybody reads', () => {
        const {container} = renderUi(<ComposerLock state="on" own="active" recipients={to(2)} onClick={ignore} />);
        expect(container.querySelector('.e2ee-composer-lock__dot')).toBeNull();
    });

    test('never submits the host’s form', () => {
        renderUi(<ComposerLock own="active" state="off" onClick={ignore} />);
        expect(screen.getByRole('button')).toHaveProperty('type', 'button');
    });
});

describe('the line beside the composer', () => {
    test.each([
        ['the channel is off', <ComposerNotice key="off" own="active" state="off" recipients={to(1, {withoutKey: keyless('bob')})} />],
        ['nothing is known yet', <ComposerNotice key="none" own="active" state="on" />],
    ])('is silent where %s', (_, notice) => {
        renderUi(notice);
        expect(screen.queryByRole('status')).toBeNull();
    });

    test('says quietly for how many, before a word is typed, and leads to them', () => {
        const onOpenPeople = jest.fn();
        renderUi(<ComposerNotice own="active" state="on" recipients={to(12)} onOpenPeople={onOpenPeople} />);
        expect(screen.getByRole('status').title).toBe('Sealed for 12 people');
        fireEvent.click(screen.getByRole('button', {name: 'Details'}));
        expect(onOpenPeople).toHaveBeenCalledTimes(1);
    });

    test('names whom the member left out', () => {
        renderUi(<ComposerNotice own="active" state="on" recipients={to(2, {leftOut: withKey('dan')})} />);
        expect(screen.getByRole('status').textContent).toBe('Sealed for 2 people; 1 is left out by you: dan');
    });

    test('names who has no key', () => {
        renderUi(<ComposerNotice own="active" state="on" recipients={to(12, {withoutKey: keyless('bob')})} />);
        const line = screen.getByRole('status');
        expect(line.textContent).toBe('Sealed for 12 people; 1 has no key: bob');
        expect(line.title).toBe(line.textContent);
    });

    test('names three, and counts the rest', () => {
        renderUi(<ComposerNotice own="active" state="on" recipients={to(1, {withoutKey: keyless('a', 'b', 'c', 'd', 'e')})} />);
        expect(screen.getByRole('status').textContent).toContain('Sealed for you only; 5 have no key: a, b, c and 2 more');
    });

    test('names those whom the first post makes known, and leads to all of them', () => {
        const onOpenPeople = jest.fn();
        const recipients = to(6, {firstMet: withKey('a', 'b', 'c', 'd', 'e')});
        renderUi(<ComposerNotice own="active" state="on" recipients={recipients} onOpenPeople={onOpenPeople} />);
        expect(screen.getByRole('status').textContent).toContain('First post here from this browser, sealed for a, b, c and 2 more');
        fireEvent.click(screen.getByRole('button', {name: 'Details'}));
        expect(onOpenPeople).toHaveBeenCalledTimes(1);
    });

    test('names them beside those who have no key', () => {
        const recipients = to(2, {withoutKey: keyless('bob'), firstMet: withKey('cleo')});
        renderUi(<ComposerNotice own="active" state="on" recipients={recipients} />);
        expect(screen.getByRole('status').textContent).toBe(
            'First post here from this browser, sealed for cleo. Sealed for 2 people; 1 has no key: bob',
        );
    });

    test('names who is not sealed for before the member has decided', () => {
        const recipients = to(2, {withoutKey: keyless('bob'), undecided: withKey('dan', 'eve')});
        renderUi(<ComposerNotice state="on" own="active" recipients={recipients} />);
        expect(screen.getByRole('status').textContent).toBe('Sealed for 2 people; 1 has no key: bob; 2 wait for your decision: dan, eve');
    });

    test.each(['absent', 'pending', 'elsewhere', 'behind'] as const)('%s: says how to get to write, and leads there', (own) => {
        const onOpen = jest.fn();
        renderUi(<ComposerNotice state="on" own={own} recipients={to(1, {withoutKey: keyless('bob')})} onOpen={onOpen} />);
        expect(screen.getByRole('status').title).toMatch(/^To write here, .* keys\.$/);
        fireEvent.click(screen.getByRole('button', {name: 'Details'}));
        expect(onOpen).toHaveBeenCalledTimes(1);
    });

    test.each(['conflict', 'failed'] as const)('%s: says that nothing can be written', (own) => {
        renderUi(<ComposerNotice state="on" own={own} />);
        expect(screen.getByRole('status').textContent).toMatch(/^You can't write here: /);
    });

    test('a browser without keys is no matter where nothing is encrypted', () => {
        renderUi(<ComposerNotice state="off" own="absent" />);
        expect(screen.queryByRole('status')).toBeNull();
    });

    test.each(['unknown', 'off_unconfirmed'] as const)('%s: says that nothing is sent, and leads to the dialog', (state) => {
        const onOpen = jest.fn();
        renderUi(<ComposerNotice own="active" state={state} onOpen={onOpen} />);
        expect(screen.getByRole('status').textContent).toMatch(/nothing (?:can be|is) sent/i);
        fireEvent.click(screen.getByRole('button', {name: 'Details'}));
        expect(onOpen).toHaveBeenCalledTimes(1);
    });

    test('a failure comes before everything else, with what to do', () => {
        const onAction = jest.fn();
        renderUi(<ComposerNotice own="active" state="on" failure={{code: 'vault_gone'}} onAction={onAction} />);
        expect(screen.getByRole('status').dataset.code).toBe('vault_gone');
        fireEvent.click(screen.getByRole('button', {name: 'Reload the page'}));
        expect(onAction).toHaveBeenCalledWith('reload');
    });
});

describe('texts that were not sent', () => {
    const TEXTS: UnacknowledgedText[] = [
        {uid: '1', channelName: 'Board', text: 'first\nsecond line'},
        {uid: '2', channelName: 'Bob', text: '<b>other</b>'},
    ];

    function draw(texts: readonly UnacknowledgedText[]) {
        const calls = {onCopy: jest.fn(() => Promise.resolve(true)), onPutBack: jest.fn(), onDiscard: jest.fn(), onClose: jest.fn()};
        renderUi(<UnacknowledgedTexts texts={texts} {...calls} />);
        return calls;
    }

    test('each is shown as it was written, with its channel', () => {
        draw(TEXTS);
        expect(screen.getByRole('dialog', {name: 'These texts were not sent'})).toBeTruthy();
        expect(screen.getAllByRole('blockquote').map((quote) => quote.textContent)).toEqual(['first\nsecond line', '<b>other</b>']);
        expect(screen.getByText('In Board')).toBeTruthy();
    });

    test('each can be copied, put back and discarded', async () => {
        const calls = draw(TEXTS);
        const second = (name: string) => screen.getAllByRole('button', {name})[1];
        await clickAndSettle(second('Copy') ?? document.body);
        expect(calls.onCopy).toHaveBeenCalledWith(TEXTS[1]);
        expect(screen.getByText('Copied')).toBeTruthy();
        fireEvent.click(second('Put back into the message box') ?? document.body);
        expect(calls.onPutBack).toHaveBeenCalledWith(TEXTS[1]);
        fireEvent.click(second('Discard') ?? document.body);
        expect(calls.onDiscard).toHaveBeenCalledWith(TEXTS[1]);
    });

    test('none, no dialog', () => {
        draw([]);
        expect(screen.queryByRole('dialog')).toBeNull();
    });
});
